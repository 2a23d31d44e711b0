// SPDX-License-Identifier: Apache-2.0
// The boundary. Every entry runs inside `guarded`: whatever is thrown becomes one Java exception, and
// nothing crosses. Pointers come from Native.java, which alone keeps them alive; sizes are checked here.
#include <jni.h>

#include <cstring>
#include <limits>
#include <new>

#include "decrypt.h"
#include "error.h"
#include "evaluate.h"
#include "kernels.h"
#include "org_sealome_he_Native.h"
#include "parallel.h"

using namespace sealome::he;

namespace {

// Thrown where a Java exception is pending already.
struct Pending {};

void raise(JNIEnv *env, const char *type, const char *message) {
    if (env->ExceptionCheck()) return;
    jclass c = env->FindClass(type);
    if (c != nullptr) env->ThrowNew(c, message);
}

template <typename R, typename F>
R guarded(JNIEnv *env, R nothing, F &&body) noexcept {
    try {
        return body();
    } catch (const Pending &) {
    } catch (const Error &e) {
        switch (e.blame()) {
            case Blame::argument:
                raise(env, "java/lang/IllegalArgumentException", e.what());
                break;
            case Blame::parameters:
                raise(env, "org/sealome/he/ParametersException", e.what());
                break;
            case Blame::corrupt:
                raise(env, "org/sealome/he/CorruptInputException", e.what());
                break;
            case Blame::failure:
                raise(env, "org/sealome/he/NativeFailureException", e.what());
                break;
        }
    } catch (const std::bad_alloc &) {
        raise(env, "org/sealome/he/NativeFailureException", "no native memory left");
    } catch (const std::exception &e) {
        raise(env, "org/sealome/he/NativeFailureException", e.what());
    } catch (...) {
        raise(env, "org/sealome/he/NativeFailureException", "unknown native failure");
    }
    return nothing;
}

template <typename F>
void guarded_void(JNIEnv *env, F &&body) noexcept {
    guarded(env, 0, [&] {
        body();
        return 0;
    });
}

template <typename T>
T &object(jlong handle) {
    if (handle == 0) throw Error(Blame::argument, "no object");
    return *reinterpret_cast<T *>(handle);
}

const SharedContext &context_of(jlong handle) { return object<SharedContext>(handle); }

template <typename T>
jlong handle_of(T *pointer) {
    return reinterpret_cast<jlong>(pointer);
}

void check_pending(JNIEnv *env) {
    if (env->ExceptionCheck()) throw Pending{};
}

std::vector<jlong> longs(JNIEnv *env, jlongArray array) {
    if (array == nullptr) throw Error(Blame::argument, "no array");
    std::vector<jlong> result(static_cast<std::size_t>(env->GetArrayLength(array)));
    env->GetLongArrayRegion(array, 0, static_cast<jsize>(result.size()), result.data());
    check_pending(env);
    return result;
}

std::vector<std::uint8_t> bytes(JNIEnv *env, jbyteArray array) {
    if (array == nullptr) throw Error(Blame::argument, "no array");
    std::vector<std::uint8_t> result(static_cast<std::size_t>(env->GetArrayLength(array)));
    env->GetByteArrayRegion(array, 0, static_cast<jsize>(result.size()), reinterpret_cast<jbyte *>(result.data()));
    check_pending(env);
    return result;
}

jbyteArray to_java(JNIEnv *env, std::string &&text) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<jsize>::max()))
        throw Error(Blame::failure, "too large for one array");
    jbyteArray result = env->NewByteArray(static_cast<jsize>(text.size()));
    if (result == nullptr) throw Pending{};
    env->SetByteArrayRegion(result, 0, static_cast<jsize>(text.size()), reinterpret_cast<const jbyte *>(text.data()));
    wipe(&text[0], text.size());
    check_pending(env);
    return result;
}

u64 *words_at(jlong address, jlong size, std::size_t words) {
    if (address == 0 || address % 8 != 0 || size < 0 || static_cast<u64>(size) / 8 < words)
        throw Error(Blame::argument, "memory that is too small or not aligned to 8");
    return reinterpret_cast<u64 *>(address);
}

std::size_t thread_count(jint threads) {
    if (threads < 1) throw Error(Blame::argument, "at least one thread is needed");
    return static_cast<std::size_t>(threads > 1024 ? 1024 : threads);
}

void same_parameters(const Context &a, const Context &b) {
    if (a.seal().key_parms_id() != b.seal().key_parms_id())
        throw Error(Blame::parameters, "objects of different profiles are mixed");
}

// Circuit samples written one after the other.
std::size_t checked_sample(const Context &c, jlong address, jlong offset, jlong size, jint degree) {
    if (degree < 1 || static_cast<std::uint32_t>(degree) > MAX_DEGREE || offset < 0 || offset % 8 != 0 ||
        offset > size)
        throw Error(Blame::argument, "a sample outside its buffer");
    words_at(address + offset, size - offset, sample_words(c, static_cast<std::uint32_t>(degree)));
    return static_cast<std::size_t>(offset) / 8;
}

}  // namespace

extern "C" {

JNIEXPORT jstring JNICALL Java_org_sealome_he_Native_description(JNIEnv *env, jclass) {
    return guarded(env, static_cast<jstring>(nullptr), [&] {
        const std::string text = std::string("SEAL ") + SEAL_VERSION + ", " + kernels().name + " kernels";
        return env->NewStringUTF(text.c_str());
    });
}

JNIEXPORT jlong JNICALL Java_org_sealome_he_Native_contextCreate(JNIEnv *env, jclass, jint n, jintArray bits,
                                                                 jlong plain) {
    return guarded(env, jlong{0}, [&] {
        if (bits == nullptr || n < 1024 || n > 32768 || plain < 2) throw Error(Blame::parameters, "no parameters");
        std::vector<jint> primes(static_cast<std::size_t>(env->GetArrayLength(bits)));
        env->GetIntArrayRegion(bits, 0, static_cast<jsize>(primes.size()), primes.data());
        check_pending(env);
        std::shared_ptr<const Context> context;
        try {
            context = std::make_shared<const Context>(static_cast<std::size_t>(n),
                                                      std::vector<int>(primes.begin(), primes.end()),
                                                      static_cast<u64>(plain));
        } catch (const std::logic_error &e) {
            throw Error(Blame::parameters, std::string("SEAL refuses the parameters: ") + e.what());
        }
        return handle_of(new SharedContext(std::move(context)));
    });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_contextFree(JNIEnv *, jclass, jlong context) {
    delete reinterpret_cast<SharedContext *>(context);
}

JNIEXPORT jlongArray JNICALL Java_org_sealome_he_Native_contextModuli(JNIEnv *env, jclass, jlong handle) {
    return guarded(env, static_cast<jlongArray>(nullptr), [&] {
        const Context &c = *context_of(handle);
        std::vector<jlong> moduli;
        for (std::size_t i = 0; i < c.primes(); i++) moduli.push_back(static_cast<jlong>(c.prime(i).q));
        moduli.push_back(static_cast<jlong>(c.special().q));
        moduli.push_back(c.flood_bits());
        jlongArray result = env->NewLongArray(static_cast<jsize>(moduli.size()));
        if (result == nullptr) throw Pending{};
        env->SetLongArrayRegion(result, 0, static_cast<jsize>(moduli.size()), moduli.data());
        return result;
    });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_keysGenerate(JNIEnv *env, jclass, jlong handle, jlongArray out) {
    guarded_void(env, [&] {
        GeneratedKeys keys = generate_keys(context_of(handle));
        const jlong handles[3] = {handle_of(keys.secret.get()), handle_of(keys.public_key.get()),
                                  handle_of(keys.relin.get())};
        env->SetLongArrayRegion(out, 0, 3, handles);
        check_pending(env);
        keys.secret.release();
        keys.public_key.release();
        keys.relin.release();
    });
}

#define SEALOME_KEY(TYPE, NAME)                                                                                   \
    JNIEXPORT jlong JNICALL Java_org_sealome_he_Native_##NAME##Load(JNIEnv *env, jclass, jlong context,           \
                                                                    jbyteArray array) {                           \
        return guarded(env, jlong{0}, [&] {                                                                       \
            auto data = bytes(env, array);                                                                        \
            struct Wipe {                                                                                         \
                std::vector<std::uint8_t> &d;                                                                     \
                ~Wipe() { wipe(d.data(), d.size()); }                                                             \
            } wiped{data};                                                                                        \
            return handle_of(TYPE::load(context_of(context), data.data(), data.size()));                          \
        });                                                                                                       \
    }                                                                                                             \
    JNIEXPORT jbyteArray JNICALL Java_org_sealome_he_Native_##NAME##Save(JNIEnv *env, jclass, jlong handle) {     \
        return guarded(env, static_cast<jbyteArray>(nullptr),                                                     \
                       [&] { return to_java(env, object<const TYPE>(handle).save()); });                          \
    }                                                                                                             \
    JNIEXPORT void JNICALL Java_org_sealome_he_Native_##NAME##Free(JNIEnv *, jclass, jlong handle) {              \
        delete reinterpret_cast<TYPE *>(handle);                                                                  \
    }

SEALOME_KEY(SecretKey, secretKey)
SEALOME_KEY(PublicKey, publicKey)
SEALOME_KEY(RelinKeys, relinKeys)

JNIEXPORT jlong JNICALL Java_org_sealome_he_Native_maskCreate(JNIEnv *env, jclass, jlong context, jlongArray bits) {
    return guarded(env, jlong{0}, [&] {
        const auto words = longs(env, bits);
        static_assert(sizeof(jlong) == sizeof(u64), "");
        std::vector<u64> copy(words.begin(), words.end());
        return handle_of(new Mask(context_of(context), copy.data(), copy.size()));
    });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_maskFree(JNIEnv *, jclass, jlong handle) {
    delete reinterpret_cast<Mask *>(handle);
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_encrypt(JNIEnv *env, jclass, jlong key, jlong values,
                                                          jlong values_size, jint planes, jint used, jlong out,
                                                          jlong out_size, jint threads) {
    guarded_void(env, [&] {
        const PublicKey &public_key = object<const PublicKey>(key);
        const Context &c = public_key.context();
        if (planes < 0 || used < 1 || static_cast<std::size_t>(used) > c.n())
            throw Error(Blame::argument, "the number of planes or slots is out of range");
        const std::size_t count = static_cast<std::size_t>(planes), slots = static_cast<std::size_t>(used);
        if (count == 0) return;
        if (values == 0 || values % 4 != 0 || values_size < 0 || static_cast<u64>(values_size) / 4 / slots < count)
            throw Error(Blame::argument, "the values are too few or not aligned to 4");
        const std::size_t plane_words = 2 * c.component_words();
        if (out_size < 0 || static_cast<u64>(out_size) / 8 / plane_words < count)
            throw Error(Blame::argument, "the output is too small");
        u64 *target = words_at(out, out_size, count * plane_words);
        const std::int32_t *source = reinterpret_cast<const std::int32_t *>(values);
        const std::size_t workers = thread_count(threads);
        std::vector<std::unique_ptr<Encryptor>> encryptors(workers);
        parallel(count, workers, [&](std::size_t i, std::size_t w) {
            if (!encryptors[w]) encryptors[w] = std::make_unique<Encryptor>(public_key);
            encryptors[w]->plane(source + i * slots, slots, target + i * plane_words);
        });
    });
}

JNIEXPORT jlong JNICALL Java_org_sealome_he_Native_poolCreate(JNIEnv *env, jclass, jlong key) {
    return guarded(env, jlong{0}, [&] { return handle_of(new ZeroPool(object<const PublicKey>(key))); });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_poolFree(JNIEnv *, jclass, jlong pool) {
    delete reinterpret_cast<ZeroPool *>(pool);
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_poolFill(JNIEnv *env, jclass, jlong pool, jint zeros,
                                                           jint threads) {
    guarded_void(env, [&] {
        if (zeros < 0) throw Error(Blame::argument, "a negative number of zeros");
        object<ZeroPool>(pool).fill(static_cast<std::size_t>(zeros), thread_count(threads));
    });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_evaluate(JNIEnv *env, jclass, jlong pool_handle, jlong relin_handle,
                                                           jlongArray program, jlongArray planes, jlongArray masks,
                                                           jlong out, jlong out_size, jint threads, jboolean hide,
                                                           jboolean flood) {
    guarded_void(env, [&] {
        ZeroPool &pool = object<ZeroPool>(pool_handle);
        const Context &c = pool.key().context();
        const RelinKeys *relin = relin_handle == 0 ? nullptr : &object<const RelinKeys>(relin_handle);
        if (relin) same_parameters(relin->context(), c);
        Inputs inputs;
        for (const jlong address : longs(env, planes))
            inputs.planes.push_back(words_at(address, std::numeric_limits<jlong>::max(), 0));
        for (const jlong handle : longs(env, masks)) {
            const Mask &mask = object<const Mask>(handle);
            same_parameters(mask.context(), c);
            inputs.masks.push_back(&mask);
        }
        const auto words = longs(env, program);
        const Circuit circuit = Circuit::parse(reinterpret_cast<const i64 *>(words.data()), words.size(), c,
                                               inputs.planes.size(), inputs.masks.size());
        std::size_t needed = 0;
        for (const std::uint32_t r : circuit.releases) needed += sample_words(c, circuit.nodes[r].degree);
        if (needed == 0) return;
        evaluate(circuit, c, pool, relin, inputs, words_at(out, out_size, needed), thread_count(threads),
                 {hide != JNI_FALSE, flood != JNI_FALSE});
    });
}

JNIEXPORT jlong JNICALL Java_org_sealome_he_Native_decryptorCreate(JNIEnv *env, jclass, jlong key) {
    return guarded(env, jlong{0}, [&] { return handle_of(new Decryptor(object<const SecretKey>(key))); });
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_decryptorFree(JNIEnv *, jclass, jlong decryptor) {
    delete reinterpret_cast<Decryptor *>(decryptor);
}

JNIEXPORT void JNICALL Java_org_sealome_he_Native_sums(JNIEnv *env, jclass, jlong handle, jlong address, jlong size,
                                                       jlongArray offsets, jintArray degrees, jlongArray out,
                                                       jint threads) {
    guarded_void(env, [&] {
        const Decryptor &decryptor = object<const Decryptor>(handle);
        const auto starts = longs(env, offsets);
        std::vector<jint> d(starts.size());
        env->GetIntArrayRegion(degrees, 0, static_cast<jsize>(d.size()), d.data());
        check_pending(env);
        std::vector<std::size_t> at(starts.size());
        for (std::size_t i = 0; i < at.size(); i++)
            at[i] = checked_sample(decryptor.context(), address, starts[i], size, d[i]);
        const u64 *samples = reinterpret_cast<const u64 *>(address);
        std::vector<jlong> sums(at.size());
        parallel(at.size(), thread_count(threads), [&](std::size_t i, std::size_t) {
            sums[i] = static_cast<jlong>(decryptor.sum(samples + at[i], static_cast<std::uint32_t>(d[i])));
        });
        env->SetLongArrayRegion(out, 0, static_cast<jsize>(sums.size()), sums.data());
        check_pending(env);
    });
}

JNIEXPORT jdouble JNICALL Java_org_sealome_he_Native_phaseBits(JNIEnv *env, jclass, jlong handle, jlong address,
                                                               jlong size, jint degree) {
    return guarded(env, jdouble{0}, [&] {
        const Decryptor &decryptor = object<const Decryptor>(handle);
        checked_sample(decryptor.context(), address, 0, size, degree);
        return decryptor.phase_bits(reinterpret_cast<const u64 *>(address), static_cast<std::uint32_t>(degree));
    });
}

}  // extern "C"
