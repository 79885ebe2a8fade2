#include "algorithms/certify/list_sets.hpp"

#include <algorithm>

namespace wangge::certify {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Lister {
 public:
  Lister(const Claim& claim, std::span<const std::int32_t> order, std::int64_t most_sets, std::int64_t most_steps)
      : claim_(claim), order_(order), most_sets_(most_sets), steps_left_(most_steps) {
    place_.assign(claim.atoms.size(), -1);
    for (std::size_t i = 0; i < order.size(); ++i) place_[at(order[i])] = static_cast<std::int32_t>(i);
    barred_.assign(order.size(), 0);
    out_.words = (order.size() + 63) / 64;
  }

  std::optional<SetList> run() {
    for (std::int32_t root = 0; at(root) < order_.size(); ++root) {
      if (claim_.households[at(order_[at(root)])] > claim_.most_households) continue;
      std::fill(barred_.begin(), barred_.end(), 0);
      std::fill(barred_.begin(), barred_.begin() + root + 1, char{1});
      members_.assign(1, root);
      households_ = claim_.households[at(order_[at(root)])];
      std::vector<std::int32_t> open;
      open_neighbours(root, open);
      grow(open);
      if (failed_) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  /// Unbarred neighbours of a position join `open`; they are barred from now on.
  void open_neighbours(std::int32_t position, std::vector<std::int32_t>& open) {
    for (const Claim::Neighbour& n : claim_.neighbours[at(order_[at(position)])])
      if (const std::int32_t q = place_[at(n.node)]; n.connects && q >= 0 && barred_[at(q)] == 0) {
        barred_[at(q)] = 1;
        open.push_back(q);
      }
  }

  void grow(const std::vector<std::int32_t>& open) {
    if (failed_ || --steps_left_ < 0) {
      failed_ = true;
      return;
    }
    if (households_ >= claim_.least_households) keep();
    // Each open node in turn is the next member; those before it stay out for good.
    for (std::size_t i = 0; i < open.size() && !failed_; ++i) {
      const std::int32_t next = open[i];
      const std::int64_t more = claim_.households[at(order_[at(next)])];
      if (households_ + more > claim_.most_households) continue;
      std::vector<std::int32_t> rest(open.begin() + static_cast<std::ptrdiff_t>(i) + 1, open.end());
      const std::size_t old = rest.size();
      members_.push_back(next);
      households_ += more;
      open_neighbours(next, rest);
      grow(rest);
      for (std::size_t k = old; k < rest.size(); ++k) barred_[at(rest[k])] = 0;
      households_ -= more;
      members_.pop_back();
    }
  }

  bool admitted(const std::vector<std::int32_t>& nodes) const {
    const auto holds = [&](std::int32_t node) { return std::find(nodes.begin(), nodes.end(), node) != nodes.end(); };
    for (const auto& [a, b] : claim_.apart)
      if (holds(a) && holds(b)) return false;
    for (const std::int32_t node : nodes)
      if (claim_.alone[at(node)] != claim_.alone[at(nodes[0])]) return false;
    for (std::size_t k = 0; k < claim_.most.size(); ++k) {
      std::int64_t sum = 0;
      for (const std::int32_t node : nodes) sum += claim_.amounts[k][at(node)];
      if (sum > claim_.most[k]) return false;
    }
    return true;
  }

  void keep() {
    std::vector<std::int32_t> nodes;
    for (const std::int32_t m : members_) nodes.push_back(order_[at(m)]);
    if (!admitted(nodes)) return;
    if (static_cast<std::int64_t>(out_.size()) >= most_sets_) {
      failed_ = true;
      return;
    }
    const std::size_t first = out_.bits.size();
    out_.bits.resize(first + out_.words, 0);
    for (const std::int32_t m : members_) out_.bits[first + at(m) / 64] |= std::uint64_t{1} << (m % 64);
    out_.price.push_back(price_of(claim_, nodes));
    out_.lowest.push_back(members_[0]);
  }

  const Claim& claim_;
  std::span<const std::int32_t> order_;
  std::int64_t most_sets_, steps_left_;
  bool failed_ = false;
  std::vector<std::int32_t> place_;  ///< by node: its position, -1 = in another piece
  std::vector<char> barred_;         ///< by position: a member, open, or left out
  std::vector<std::int32_t> members_;
  std::int64_t households_ = 0;
  SetList out_;
};

}  // namespace

Cost price_of(const Claim& claim, std::span<const std::int32_t> nodes) {
  std::int64_t households = 0;
  Cost price = 0;
  for (const std::int32_t v : nodes) {
    households += claim.households[at(v)];
    for (const Claim::Neighbour& n : claim.neighbours[at(v)]) {
      const bool inside = std::find(nodes.begin(), nodes.end(), n.node) != nodes.end();
      price += !inside ? n.apart : n.node > v ? n.together : 0;
    }
  }
  return price + claim.each_set + (claim.prices_deviation ? 2 * deviation_cost(households, claim.target) : 0);
}

std::optional<SetList> list_sets(const Claim& claim, std::span<const std::int32_t> order, std::int64_t most_sets,
                                 std::int64_t most_steps) {
  return Lister(claim, order, most_sets, most_steps).run();
}

}  // namespace wangge::certify
