// SPDX-License-Identifier: Apache-2.0
// What is computed in which order for one release, and where its intermediate tiles lie.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "circuit.h"
#include "evaluate.h"
#include "kernels.h"

namespace sealome::he {

// Where a node's components are: whole polynomials in memory, or tiles in the workspace.
struct Value {
    const u64 *base = nullptr;
    bool resident = false;

    const u64 *tile(std::size_t component, const Context &c, std::size_t prime, std::size_t offset) const {
        return resident ? base + component * c.component_words() + prime * c.n() + offset : base + component * TILE;
    }
};

struct Step {
    const Node *node;
    Value a, b;
    u64 *out;
};

class Workspace {
  public:
    u64 *allocate(std::size_t tiles) {
        auto &free = free_[tiles];
        if (free.empty()) {
            blocks_.push_back(std::make_unique<u64[]>(tiles * TILE));
            return blocks_.back().get();
        }
        u64 *block = free.back();
        free.pop_back();
        return block;
    }
    void release(u64 *block, std::size_t tiles) { free_[tiles].push_back(block); }

    std::vector<u64> temporary = std::vector<u64>(TILE);

  private:
    std::vector<u64 *> free_[MAX_DEGREE + 2];
    std::vector<std::unique_ptr<u64[]>> blocks_;
};

// The steps that compute one node from planes and materialised nodes, in order.
class Schedule {
  public:
    Schedule(const Circuit &circuit, const Inputs &inputs, const std::vector<const u64 *> &materialised,
             Workspace &workspace)
        : circuit_(circuit), inputs_(inputs), materialised_(materialised), workspace_(workspace),
          values_(circuit.nodes.size()), uses_(circuit.nodes.size()), seen_(circuit.nodes.size()) {}

    Value compile(std::uint32_t root, std::vector<Step> &steps) {
        order_.clear();
        visit(root);
        for (const std::uint32_t i : order_) uses_[i] = 0;
        for (const std::uint32_t i : order_) for_operands(i, [&](std::uint32_t o) { uses_[o]++; });
        steps.clear();
        std::vector<std::pair<u64 *, std::size_t>> live;
        for (const std::uint32_t i : order_) {
            const Node &node = circuit_.nodes[i];
            if (const u64 *base = in_memory(i)) {
                values_[i] = {base, true};
                continue;
            }
            Step step{&node, {}, {}, workspace_.allocate(node.degree + 1)};
            if (node.op != Op::linear) step.a = values_[node.a];
            if (node.op == Op::add || node.op == Op::sub || node.op == Op::mul) step.b = values_[node.b];
            values_[i] = {step.out, false};
            live.emplace_back(step.out, node.degree + 1);
            steps.push_back(step);
            for_operands(i, [&](std::uint32_t o) {
                if (--uses_[o] == 0 && !values_[o].resident) free(o, live);
            });
        }
        // What is left stays valid until the next compile: nothing allocates before then.
        for (const auto &block : live) workspace_.release(block.first, block.second);
        for (const std::uint32_t i : order_) seen_[i] = false;
        return values_[root];
    }

  private:
    const u64 *in_memory(std::uint32_t i) const {
        const Node &node = circuit_.nodes[i];
        if (node.op == Op::load) return inputs_.planes[node.a];
        if (node.op == Op::relinearise) return materialised_[i];
        if (node.op == Op::linear && node.terms.size() == 1 && node.terms[0].coefficient == 1 && node.constant == 0)
            return inputs_.planes[node.terms[0].plane];
        return nullptr;
    }

    template <typename F>
    void for_operands(std::uint32_t i, F &&f) const {
        const Node &node = circuit_.nodes[i];
        if (node.op == Op::load || node.op == Op::linear || node.op == Op::relinearise) return;
        f(node.a);
        if (node.op == Op::add || node.op == Op::sub || node.op == Op::mul) f(node.b);
    }

    // Depth first without recursion: a chain may be as long as the circuit.
    void visit(std::uint32_t root) {
        std::vector<std::pair<std::uint32_t, bool>> stack{{root, false}};
        while (!stack.empty()) {
            auto [i, expanded] = stack.back();
            stack.pop_back();
            if (expanded) {
                order_.push_back(i);
                continue;
            }
            if (seen_[i]) continue;
            seen_[i] = true;
            stack.emplace_back(i, true);
            for_operands(i, [&](std::uint32_t o) { stack.emplace_back(o, false); });
        }
    }

    void free(std::uint32_t node, std::vector<std::pair<u64 *, std::size_t>> &live) {
        u64 *block = const_cast<u64 *>(values_[node].base);
        const std::size_t tiles = circuit_.nodes[node].degree + 1;
        live.erase(std::find(live.begin(), live.end(), std::make_pair(block, tiles)));
        workspace_.release(block, tiles);
    }

    const Circuit &circuit_;
    const Inputs &inputs_;
    const std::vector<const u64 *> &materialised_;
    Workspace &workspace_;
    std::vector<Value> values_;
    std::vector<std::uint32_t> uses_;
    std::vector<bool> seen_;
    std::vector<std::uint32_t> order_;
};

}  // namespace sealome::he
