#include "algorithms/certify/claim.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace wangge::certify {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// Sets of atoms that stay together; the smallest atom stands for its set.
class Together {
 public:
  explicit Together(std::size_t atoms) : least_(atoms) { std::iota(least_.begin(), least_.end(), 0); }
  std::int32_t of(std::int32_t atom) const {
    while (least_[at(atom)] != atom) atom = least_[at(atom)];
    return atom;
  }
  void join(std::int32_t a, std::int32_t b) {
    a = of(a);
    b = of(b);
    least_[at(std::max(a, b))] = std::min(a, b);
  }
  /// Atoms with equal numbers >= 0 belong together.
  void join_equal(std::span<const std::int32_t> number) {
    std::map<std::int32_t, std::int32_t> first;
    for (std::int32_t i = 0; at(i) < number.size(); ++i)
      if (number[at(i)] >= 0) join(first.try_emplace(number[at(i)], i).first->second, i);
  }

 private:
  std::vector<std::int32_t> least_;
};

constexpr Cost kBeforeAnyScore = Cost{1} << 50;

bool known_rules(const DivisionProblem& p) { return p.previous.empty() || p.change_budget >= 1; }

/// By compound: fits under the maximum; or shares no grid of the plan with anything else.
struct CompoundStates {
  std::vector<char> fits, alone;
};

CompoundStates states_of(const DivisionProblem& p, std::span<const std::int32_t> grid) {
  std::int32_t count = 0;
  for (const std::int32_t c : p.compound) count = std::max(count, c + 1);
  std::vector<std::int64_t> size(at(count), 0);
  std::map<std::int32_t, std::set<std::int32_t>> content;  // compounds (or -1) by grid
  for (std::size_t i = 0; i < p.compound.size(); ++i) {
    if (p.compound[i] >= 0) size[at(p.compound[i])] += p.households[i];
    content[grid[i]].insert(p.compound[i]);
  }
  CompoundStates out{std::vector<char>(at(count), 0), std::vector<char>(at(count), 1)};
  for (std::size_t c = 0; c < size.size(); ++c) out.fits[c] = size[c] <= p.max_households;
  for (const auto& [number, compounds] : content)
    if (compounds.size() > 1)
      for (const std::int32_t c : compounds)
        if (c >= 0) out.alone[at(c)] = 0;
  return out;
}

/// Every node hangs together by its own edges.
bool in_one_piece(const DivisionProblem& p, const std::vector<std::int32_t>& node, std::size_t nodes) {
  Together pieces(node.size());
  for (const AtomEdge& e : p.edges)
    if (e.connects && node[at(e.a)] >= 0 && node[at(e.a)] == node[at(e.b)]) pieces.join(e.a, e.b);
  std::vector<std::int32_t> first(nodes, -1);
  for (std::int32_t i = 0; at(i) < node.size(); ++i) {
    if (node[at(i)] < 0) continue;
    std::int32_t& seen = first[at(node[at(i)])];
    if (seen < 0) seen = i;
    if (pieces.of(seen) != pieces.of(i)) return false;
  }
  return true;
}

void add_limits(const DivisionProblem& p, const std::vector<std::int32_t>& node, Claim& claim) {
  for (const FurtherLimit& limit : p.limits) {
    std::vector<std::int64_t> amounts(claim.atoms.size(), 0);
    for (std::size_t i = 0; i < node.size(); ++i)
      if (node[i] >= 0) amounts[at(node[i])] += limit.amount[i];
    claim.amounts.push_back(std::move(amounts));
    claim.most.push_back(limit.most);
  }
}

}  // namespace

std::optional<Claim> claim_of(const DivisionProblem& p, std::span<const std::int32_t> grid, bool with_compounds) {
  if (!known_rules(p)) return std::nullopt;
  const std::size_t atoms = p.households.size();
  const bool compounds = with_compounds && p.compounds != CompoundRule::ignore && !p.compound.empty();
  const CompoundStates states = compounds ? states_of(p, grid) : CompoundStates{};
  Together together(atoms);
  together.join_equal(p.must_link);
  if (compounds) {
    std::vector<std::int32_t> whole = p.compound;
    for (std::int32_t& c : whole)
      if (c >= 0 && !states.fits[at(c)]) c = -1;
    together.join_equal(whole);
  }
  const auto locked = [&](std::int32_t atom) { return !p.locked.empty() && p.locked[at(atom)] >= 0; };

  Claim claim;
  claim.least_households = p.min_households;
  claim.most_households = p.max_households;
  claim.target = p.target_households;
  claim.prices_deviation = p.count == GridCount::target || p.count == GridCount::fixed;
  claim.each_set = p.count == GridCount::fewest ? kBeforeAnyScore : p.count == GridCount::most ? -kBeforeAnyScore : 0;
  claim.grids = p.count == GridCount::fixed ? p.fixed_grids : 0;
  claim.fixed = 2 * p.constant;
  std::vector<std::int32_t> node(atoms, -1);
  for (std::int32_t i = 0; at(i) < atoms; ++i) {
    if (locked(i)) continue;
    const std::int32_t head = together.of(i);
    if (locked(head)) return std::nullopt;
    if (head == i) {
      node[at(i)] = static_cast<std::int32_t>(claim.atoms.size());
      claim.atoms.emplace_back();
      claim.households.push_back(0);
      const std::int32_t c = compounds ? p.compound[at(i)] : -1;
      claim.alone.push_back(c >= 0 && !states.fits[at(c)] && states.alone[at(c)] ? c : -1);
    }
    node[at(i)] = node[at(head)];
    claim.atoms[at(node[at(i)])].push_back(i);
    claim.households[at(node[at(i)])] += p.households[at(i)];
  }
  const std::size_t nodes = claim.atoms.size();
  if (!in_one_piece(p, node, nodes)) return std::nullopt;

  std::map<std::pair<std::int32_t, std::int32_t>, Claim::Neighbour> edges;
  std::map<std::int32_t, std::int64_t> finished;  // households of locked grids
  for (std::int32_t i = 0; at(i) < atoms; ++i)
    if (locked(i)) finished[p.locked[at(i)]] += p.households[at(i)];
  for (const auto& [number, households] : finished) {
    if (claim.prices_deviation) claim.fixed += 2 * deviation_cost(households, p.target_households);
    if (claim.grids > 0) --claim.grids;
  }
  for (const AtomEdge& e : p.edges) {
    const std::int32_t a = node[at(e.a)], b = node[at(e.b)];
    if (a < 0 || b < 0) {
      const bool one = a < 0 && b < 0 && p.locked[at(e.a)] == p.locked[at(e.b)];
      claim.fixed += 2 * (one ? e.together_cost : e.apart_cost);
    } else if (a == b) {
      claim.fixed += 2 * e.together_cost;
    } else {
      Claim::Neighbour& edge =
          edges.try_emplace({std::min(a, b), std::max(a, b)}, Claim::Neighbour{-1, 0, 0, false}).first->second;
      edge.apart += e.apart_cost;
      edge.together += 2 * e.together_cost;
      edge.connects = edge.connects || e.connects;
    }
  }
  claim.neighbours.resize(nodes);
  for (const auto& [ends, edge] : edges) {
    claim.neighbours[at(ends.first)].push_back({ends.second, edge.apart, edge.together, edge.connects});
    claim.neighbours[at(ends.second)].push_back({ends.first, edge.apart, edge.together, edge.connects});
  }
  add_limits(p, node, claim);
  for (const auto& [a, b] : p.cannot_link)
    if (node[at(a)] >= 0 && node[at(b)] >= 0) claim.apart.emplace_back(node[at(a)], node[at(b)]);
  return claim;
}

}  // namespace wangge::certify
