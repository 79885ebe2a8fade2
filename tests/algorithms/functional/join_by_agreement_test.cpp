#include "algorithms/functional/join_by_agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/random.hpp"

using namespace wangge;

namespace {

/// A piece wholly in one old grid of each layer.
LayeredPiece piece(std::int64_t households, const std::vector<std::int32_t>& grids) {
  LayeredPiece p;
  p.households = households;
  p.mass = households * 1000 + 1;
  for (const std::int32_t g : grids) p.of_layer.push_back({{g, p.mass}});
  return p;
}

using Groups = std::vector<std::int32_t>;

double agreement_of(const std::vector<LayeredPiece>& pieces, const std::vector<double>& weight, const std::vector<std::size_t>& a,
                    const std::vector<std::size_t>& b) {
  double sum = 0, all = 0, of_all = 0;
  for (const double w : weight) all += w;
  for (const std::size_t i : a)
    for (const std::size_t j : b) {
      const double pairs = static_cast<double>(pieces[i].mass) * static_cast<double>(pieces[j].mass);
      of_all += pairs;
      for (std::size_t l = 0; l < weight.size(); ++l) {
        const std::int32_t grid = pieces[i].of_layer[l].begin()->first;
        if (grid >= 0 && grid == pieces[j].of_layer[l].begin()->first) sum += pairs * weight[l] / all;
      }
    }
  return sum / of_all;
}

}  // namespace

TEST_CASE("one layer comes out as it is, two equal ones too") {
  const AgreementRule one{{1}, 300, 500}, two{{1, 1}, 300, 500};
  CHECK(join_by_agreement({piece(200, {0}), piece(300, {1}), piece(150, {0})}, one) == Groups{0, 1, 0});
  CHECK(join_by_agreement({piece(200, {0, 7}), piece(300, {1, 8}), piece(150, {0, 7})}, two) == Groups{0, 1, 0});
}

TEST_CASE("two of three layers are a majority, one is not") {
  const AgreementRule rule{{1, 1, 1}, 100, 500};
  CHECK(join_by_agreement({piece(200, {0, 0, 0}), piece(200, {0, 0, 1}), piece(200, {1, 1, 1})}, rule) == Groups{0, 0, 1});
}

TEST_CASE("weights decide between layers that disagree") {
  const std::vector<LayeredPiece> pieces{piece(200, {0, 0}), piece(200, {0, 1}), piece(200, {1, 1})};
  CHECK(join_by_agreement(pieces, {{3, 1}, 100, 450}) == Groups{0, 0, 1});
  CHECK(join_by_agreement(pieces, {{1, 3}, 100, 450}) == Groups{0, 1, 1});
}

TEST_CASE("the maximum is never exceeded by joining, and a piece beyond it stays as it is") {
  const AgreementRule rule{{1}, 300, 500};
  CHECK(join_by_agreement({piece(700, {0}), piece(10, {0}), piece(300, {1}), piece(201, {1})}, rule) == Groups{0, 1, 2, 3});
}

TEST_CASE("what is under the minimum goes to the neighbour it agrees with most, or stays alone") {
  const AgreementRule rule{{1, 1, 1}, 300, 500};
  // the small piece shares one layer with the first, none with the second
  CHECK(join_by_agreement({piece(350, {0, 0, 0}), piece(350, {1, 1, 1}), piece(50, {0, 2, 2})}, rule) == Groups{0, 1, 0});
  CHECK(join_by_agreement({piece(350, {0, 0, 0}), piece(50, {5, 5, 5})}, rule) == Groups{0, 1});
}

TEST_CASE("no grid in a layer is no agreement, and what is apart stays apart") {
  const AgreementRule rule{{1}, 300, 500};
  CHECK(join_by_agreement({piece(100, {-1}), piece(100, {-1})}, rule) == Groups{0, 1});
  std::vector<LayeredPiece> pieces{piece(100, {0}), piece(100, {0}), piece(100, {0})};
  pieces[1].apart = true;
  CHECK(join_by_agreement(pieces, rule) == Groups{0, 1, 0});
}

TEST_CASE("at the end no two groups that agree by more than a half fit together, counted pair by pair") {
  Random random(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<LayeredPiece> pieces;
    const std::vector<double> weight{1, 2, 1};
    for (int i = 0; i < 14; ++i)
      pieces.push_back(piece(static_cast<std::int64_t>(random.below(180)),
                             {static_cast<std::int32_t>(random.below(3)), static_cast<std::int32_t>(random.below(4)),
                              static_cast<std::int32_t>(random.below(3))}));
    const AgreementRule rule{weight, 300, 500};
    const Groups group = join_by_agreement(pieces, rule);
    std::map<std::int32_t, std::vector<std::size_t>> members;
    std::map<std::int32_t, std::int64_t> households;
    for (std::size_t i = 0; i < group.size(); ++i) {
      members[group[i]].push_back(i);
      households[group[i]] += pieces[i].households;
    }
    for (const auto& [a, of_a] : members) {
      CHECK(households[a] <= 500);
      for (const auto& [b, of_b] : members) {
        if (a >= b || households[a] + households[b] > 500) continue;
        const double agreement = agreement_of(pieces, weight, of_a, of_b);
        CHECK(agreement <= 0.5 + 1e-6);
        if (std::min(households[a], households[b]) < 300) CHECK(agreement <= 1e-12);
      }
    }
  }
}
