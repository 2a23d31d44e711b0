// SPDX-License-Identifier: Apache-2.0
#include "circuit.h"

#include <algorithm>

#include "error.h"

namespace sealome::he {

namespace {

class Reader {
  public:
    Reader(const i64 *words, std::size_t count) : next_(words), end_(words + count) {}
    bool done() const { return next_ == end_; }
    std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }
    i64 word() {
        if (done()) throw Error(Blame::argument, "the circuit's program ends too early");
        return *next_++;
    }
    std::uint32_t index(std::size_t limit) {
        const i64 x = word();
        if (x < 0 || static_cast<u64>(x) >= limit) throw Error(Blame::argument, "the circuit names what is not there");
        return static_cast<std::uint32_t>(x);
    }
    i64 constant(i64 t) {
        const i64 x = word();
        if (x <= -t || x >= t) throw Error(Blame::argument, "a circuit's constant is not reduced");
        return x;
    }

  private:
    const i64 *next_, *end_;
};

}  // namespace

Circuit Circuit::parse(const i64 *words, std::size_t count, const Context &context, std::size_t planes,
                       std::size_t masks) {
    Reader in(words, count);
    Circuit circuit;
    const i64 t = static_cast<i64>(context.plain().q);
    circuit.nodes.reserve(count / 2);
    while (!in.done()) {
        const std::size_t limit = circuit.nodes.size();
        const i64 code = in.word();
        if (code < 0 || code > static_cast<i64>(Op::release)) throw Error(Blame::argument, "unknown operation");
        Node node{};
        node.op = static_cast<Op>(code);
        const auto operand = [&] {
            const std::uint32_t i = in.index(limit);
            if (circuit.nodes[i].op == Op::release) throw Error(Blame::argument, "a release is no operand");
            if (circuit.nodes[i].op == Op::rerandomise && node.op != Op::release)
                throw Error(Blame::argument, "what is re-randomised can only be released");
            return i;
        };
        const auto degree = [&](std::uint32_t i) { return circuit.nodes[i].degree; };
        switch (node.op) {
            case Op::load:
                node.a = in.index(planes);
                node.degree = 1;
                break;
            case Op::add:
            case Op::sub:
                node.a = operand();
                node.b = operand();
                node.degree = std::max(degree(node.a), degree(node.b));
                break;
            case Op::scale:
            case Op::add_plain:
                node.a = operand();
                node.constant = in.constant(t);
                node.degree = degree(node.a);
                break;
            case Op::linear: {
                const i64 terms = in.word();
                if (terms < 1 || static_cast<u64>(terms) > in.left() / 2)
                    throw Error(Blame::argument, "a linear form without terms");
                node.terms.resize(static_cast<std::size_t>(terms));
                for (Term &term : node.terms) {
                    term.plane = in.index(planes);
                    term.coefficient = in.constant(t);
                }
                node.constant = in.constant(t);
                node.degree = 1;
                break;
            }
            case Op::mul_plain:
                node.a = operand();
                node.b = in.index(masks);
                node.degree = degree(node.a);
                break;
            case Op::mul:
                node.a = operand();
                node.b = operand();
                node.degree = degree(node.a) + degree(node.b);
                break;
            case Op::relinearise:
                node.a = operand();
                if (degree(node.a) != 2) throw Error(Blame::argument, "only degree two is relinearised");
                node.degree = 1;
                break;
            case Op::rerandomise:
                node.a = operand();
                node.degree = degree(node.a);
                node.shifts = static_cast<u64>(in.word());
                if (node.shifts >> node.degree) throw Error(Blame::argument, "a zero beyond the degree");
                break;
            case Op::release:
                node.a = operand();
                node.degree = degree(node.a);
                circuit.releases.push_back(static_cast<std::uint32_t>(limit));
                break;
        }
        if (node.degree > MAX_DEGREE) throw Error(Blame::argument, "the degree is beyond what any profile carries");
        circuit.nodes.push_back(std::move(node));
    }
    return circuit;
}

}  // namespace sealome::he
