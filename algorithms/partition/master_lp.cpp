#include "algorithms/partition/master_lp.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
constexpr std::int32_t kNothing = 0x7fffffff;
}  // namespace

MasterLp::MasterLp(std::int32_t nodes, std::span<const TripleCut> cuts)
    : nodes_(nodes), rows_(nodes + static_cast<std::int32_t>(cuts.size()) + 1), cuts_(cuts.begin(), cuts.end()) {
  slack_up_.assign(at(rows_), 0);
  slack_down_.assign(at(rows_), 0);
}

void MasterLp::add(std::span<const std::int32_t> column_nodes, double cost) {
  entry_.insert(entry_.end(), column_nodes.begin(), column_nodes.end());
  for (std::size_t c = 0; c < cuts_.size(); ++c)
    if (holds_two(cuts_[c], column_nodes)) entry_.push_back(nodes_ + static_cast<std::int32_t>(c));
  weight_.resize(entry_.size(), 1.0);
  start_.push_back(static_cast<std::int32_t>(entry_.size()));
  count_.push_back(1.0);
  cost_.push_back(cost);
}

void MasterLp::add(std::span<const std::int32_t> rows, std::span<const double> weights, double count, double cost) {
  entry_.insert(entry_.end(), rows.begin(), rows.end());
  weight_.insert(weight_.end(), weights.begin(), weights.end());
  start_.push_back(static_cast<std::int32_t>(entry_.size()));
  count_.push_back(count);
  cost_.push_back(cost);
}

void MasterLp::begin(double k) {
  const std::size_t m = at(rows_);
  Random random(17);
  rhs_.assign(m, 1.0);
  for (std::size_t r = 0; r + 1 < m; ++r) rhs_[r] += 1e-5 * random.uniform();
  rhs_[m - 1] = k;
  basis_.resize(m);
  for (std::size_t r = 0; r < m; ++r) basis_[r] = -1 - 2 * static_cast<std::int32_t>(r);
  inverse_.assign(m * m, 0);
  for (std::size_t r = 0; r < m; ++r) inverse_[r * m + r] = 1;
  x_ = rhs_;
}

void MasterLp::set_box(std::span<const double> centre, double half_width, double count_price) {
  for (std::size_t r = 0; r < centre.size(); ++r) {
    slack_up_[r] = centre[r] + half_width;
    slack_down_[r] = half_width - centre[r];
    if (r >= at(nodes_)) slack_up_[r] = std::min(0.0, slack_up_[r]);  // a cut may stay unused for nothing
  }
  slack_up_.back() = slack_down_.back() = count_price;
}

void MasterLp::set_box(std::span<const double> least, std::span<const double> most, double count_price) {
  for (std::size_t r = 0; r < least.size(); ++r) {
    slack_up_[r] = most[r];
    slack_down_[r] = -least[r];
  }
  slack_up_.back() = slack_down_.back() = count_price;
}

double MasterLp::basic_cost(std::int32_t column) const {
  if (column >= 0) return cost_[at(column)];
  const std::int32_t code = -1 - column;
  return code % 2 == 0 ? slack_up_[at(code / 2)] : slack_down_[at(code / 2)];
}

std::vector<std::pair<std::int32_t, double>> MasterLp::shares(double& slack) const {
  std::vector<std::pair<std::int32_t, double>> out;
  slack = 0;
  for (std::int32_t r = 0; r < rows_; ++r) {
    const std::int32_t column = basis_[at(r)];
    if (column >= 0) {
      out.emplace_back(column, x_[at(r)]);
    } else {
      const std::int32_t row = (-1 - column) / 2;
      if (row < nodes_ || row + 1 == rows_) slack += x_[at(r)];
    }
  }
  return out;
}

void MasterLp::compute_duals() {
  const std::size_t m = at(rows_);
  dual_.assign(m, 0);
  value_ = 0;
  for (std::size_t r = 0; r < m; ++r) {
    const double c = basic_cost(basis_[r]);
    value_ += c * x_[r];
    if (c == 0) continue;
    const double* row = inverse_.data() + r * m;
    for (std::size_t j = 0; j < m; ++j) dual_[j] += c * row[j];
  }
}

double MasterLp::reduced_cost(std::int32_t column) const {
  double d = cost_[at(column)] - count_[at(column)] * dual_.back();
  for (std::int32_t i = start_[at(column)]; i < start_[at(column) + 1]; ++i) d -= weight_[at(i)] * dual_[at(entry_[at(i)])];
  return d;
}

/// The column of most negative reduced cost, kNothing when none. Columns are priced in full only when the candidates of the last
/// full pricing are used up (multiple pricing: Orchard-Hays 1968).
std::int32_t MasterLp::entering() {
  constexpr double enough = -1e-7;
  constexpr std::size_t kept = 40;
  double reduced = enough;
  std::int32_t best = kNothing;
  std::erase_if(candidates_, [&](std::int32_t c) {
    const double d = reduced_cost(c);
    if (d < reduced) {
      reduced = d;
      best = c;
    }
    return d >= enough;
  });
  work_ += static_cast<std::int64_t>(8 * candidates_.size());
  if (best == kNothing) {
    std::vector<std::pair<double, std::int32_t>> found;
    for (std::size_t c = 0; c < cost_.size(); ++c)
      if (const double d = reduced_cost(static_cast<std::int32_t>(c)); d < enough)
        found.emplace_back(d, static_cast<std::int32_t>(c));
    work_ += static_cast<std::int64_t>(entry_.size());
    std::sort(found.begin(), found.end());
    if (found.size() > kept) found.resize(kept);
    for (const auto& [d, c] : found) candidates_.push_back(c);
    if (!found.empty()) {
      reduced = found.front().first;
      best = found.front().second;
    }
  }
  for (std::int32_t r = 0; r < rows_; ++r) {
    const double up = slack_up_[at(r)] - dual_[at(r)], down = slack_down_[at(r)] + dual_[at(r)];
    if (up < reduced) {
      reduced = up;
      best = -1 - 2 * r;
    }
    if (down < reduced) {
      reduced = down;
      best = -2 - 2 * r;
    }
  }
  return best;
}

void MasterLp::direction(std::int32_t column, std::vector<double>& d) const {
  const std::size_t m = at(rows_);
  d.assign(m, 0);
  if (column < 0) {
    const std::int32_t code = -1 - column;
    const double sign = code % 2 == 0 ? 1.0 : -1.0;
    for (std::size_t r = 0; r < m; ++r) d[r] = sign * inverse_[r * m + at(code / 2)];
    return;
  }
  for (std::size_t r = 0; r < m; ++r) {
    const double* row = inverse_.data() + r * m;
    double sum = count_[at(column)] * row[m - 1];
    for (std::int32_t i = start_[at(column)]; i < start_[at(column) + 1]; ++i) sum += weight_[at(i)] * row[at(entry_[at(i)])];
    d[r] = sum;
  }
}

void MasterLp::pivot(std::int32_t row, std::int32_t column, const std::vector<double>& d) {
  const std::size_t m = at(rows_), p = at(row);
  double* pivot_row = inverse_.data() + p * m;
  const double scale = 1.0 / d[p];
  for (std::size_t j = 0; j < m; ++j) pivot_row[j] *= scale;
  x_[p] *= scale;
  for (std::size_t r = 0; r < m; ++r) {
    if (r == p || d[r] == 0) continue;
    const double factor = d[r];
    double* own = inverse_.data() + r * m;
    for (std::size_t j = 0; j < m; ++j) own[j] -= factor * pivot_row[j];
    x_[r] = std::max(0.0, x_[r] - factor * x_[p]);
  }
  basis_[p] = column;
}

/// Gauss-Jordan from the basis columns, against drift. A basis found singular starts again from slacks.
void MasterLp::invert() {
  const std::size_t m = at(rows_);
  std::vector<std::int32_t> wanted = basis_;
  const double k = rhs_.back();
  begin(k);
  std::vector<double> d;
  std::vector<char> taken(m, 0);
  for (const std::int32_t column : wanted) {
    direction(column, d);
    std::int32_t row = -1;
    for (std::size_t r = 0; r < m; ++r)
      if (!taken[r] && (row < 0 || std::abs(d[r]) > std::abs(d[at(row)]))) row = static_cast<std::int32_t>(r);
    if (row < 0 || std::abs(d[at(row)]) < 1e-9) {
      begin(k);
      return;
    }
    taken[at(row)] = 1;
    pivot(row, column, d);
  }
  for (std::size_t r = 0; r < m; ++r) {
    double sum = 0;
    for (std::size_t j = 0; j < m; ++j) sum += inverse_[r * m + j] * rhs_[j];
    if (sum < -1e-6) {
      begin(k);
      return;
    }
    x_[r] = std::max(0.0, sum);
  }
}

bool MasterLp::solve(std::int32_t pivots) {
  const std::size_t m = at(rows_);
  std::vector<double> d;
  candidates_.clear();
  compute_duals();
  for (std::int32_t p = 0; p < pivots; ++p) {
    if (p % 100 == 99) {
      if (p % 400 == 399) invert();
      compute_duals();
    }
    const std::int32_t column = entering();
    work_ += static_cast<std::int64_t>(m * m);
    if (column == kNothing) {
      compute_duals();
      return true;
    }
    direction(column, d);
    std::int32_t row = -1;
    double least = 0;
    for (std::size_t r = 0; r < m; ++r) {
      if (d[r] < 1e-9) continue;
      const double ratio = x_[r] / d[r];
      if (row < 0 || ratio < least - 1e-12 || (ratio < least + 1e-12 && d[r] > d[at(row)])) {
        least = ratio;
        row = static_cast<std::int32_t>(r);
      }
    }
    if (row < 0) break;  // unbounded cannot be: the box is finite
    // the duals follow the pivot: reduced cost of the entering column, times the new pivot row
    double reduced = basic_cost(column);
    for (std::size_t r = 0; r < m; ++r) reduced -= basic_cost(basis_[r]) * d[r];
    pivot(row, column, d);
    const double* pivot_row = inverse_.data() + at(row) * m;
    for (std::size_t j = 0; j < m; ++j) dual_[j] += reduced * pivot_row[j];
  }
  compute_duals();
  return false;
}

}  // namespace wangge::partition
