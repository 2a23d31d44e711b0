// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace sealome::he {

// Runs work(item, worker) for every item on up to `threads` threads, the caller's among them; worker
// is in [0, threads). The first exception stops the rest and is thrown here.
template <typename Work>
void parallel(std::size_t items, std::size_t threads, const Work &work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_mutex;
    const auto run = [&](std::size_t worker) {
        try {
            for (std::size_t item; (item = next.fetch_add(1)) < items;) work(item, worker);
        } catch (...) {
            next.store(items);
            std::lock_guard<std::mutex> lock(failure_mutex);
            if (!failure) failure = std::current_exception();
        }
    };
    std::vector<std::thread> helpers;
    try {
        helpers.reserve(threads);
        for (std::size_t w = 1; w < threads && w < items; w++) helpers.emplace_back(run, w);
    } catch (...) {
        // No more threads to be had: those that started, and this one, do the work.
    }
    run(0);
    for (std::thread &helper : helpers) helper.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace sealome::he
