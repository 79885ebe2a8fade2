#include "algorithms/partition/price.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/random.hpp"

namespace wangge::partition {

namespace {
std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }
}  // namespace

Pricer::Pricer(const PartGraph& graph, const GridCosts& costs, const SetDiagram& diagram, const RunContext* run)
    : graph_(graph),
      costs_(costs),
      diagram_(diagram),
      run_(run),
      layer_of_(diagram.states(), -1),
      layer_of_node_(diagram.order.size(), 0) {
  for (std::size_t layer = 0; layer < diagram.order.size(); ++layer)
    layer_of_node_[at(diagram.order[layer])] = static_cast<std::int32_t>(layer);
  set_cuts({});
  for (std::size_t layer = 0; layer + 1 < diagram.layer_begin.size(); ++layer)
    for (std::uint32_t s = diagram.layer_begin[layer]; s < diagram.layer_begin[layer + 1]; ++s)
      layer_of_[s] = static_cast<std::int32_t>(layer);
  const auto high = at(costs.max_households), low = at(costs.min_households);
  price_.resize(high + 1);
  for (std::size_t h = 0; h <= high; ++h) price_[h] = 2.0 * static_cast<double>(costs.of(static_cast<std::int64_t>(h)));
  steepest_ = static_cast<double>(kCostPerPoint) / 50;
  for (std::size_t h = low; h < high; ++h) steepest_ = std::max(steepest_, std::abs(price_[h + 1] - price_[h]));
}

/// Slopes reach three times the steepest of g, so that the ends of the range are felt too.
void Pricer::choose_slopes() {
  double duals = 0, households = 1;
  for (std::size_t v = 0; v < dual_.size(); ++v) {
    duals += std::abs(dual_[v]);
    households += graph_.households[v];
  }
  const double reach = 3.0 * std::max(steepest_, 0.3 * duals / households);
  for (std::size_t b = 0; b < slopes; ++b) {
    // dense where g curves (the middle third), sparse beyond
    const double t = 2.0 * static_cast<double>(b) / (slopes - 1) - 1.0;
    slope_[b] = std::round(reach * t * (0.25 + 0.75 * t * t));
    conjugate_[b] = -never;
    for (std::size_t h = at(costs_.min_households); h < price_.size(); ++h)
      conjugate_[b] = std::max(conjugate_[b], slope_[b] * static_cast<double>(h) - price_[h]);
  }
}

void Pricer::set_duals(std::span<const double> dual) {
  dual_.assign(dual.begin(), dual.end());
  choose_slopes();
  const std::size_t n = diagram_.states();
  table_.resize(n * slopes);
  std::fill_n(table_.begin(), slopes, never);
  std::fill_n(table_.begin() + slopes, slopes, 0.0);
  std::array<double, slopes> gain{};
  for (std::size_t s = n; s-- > 2;) {
    const std::int32_t v = diagram_.order[at(layer_of_[s])];
    const double h = graph_.households[at(v)];
    const double out_cost = diagram_.cost_out[s], in_cost = diagram_.cost_in[s] - dual_[at(v)];
    const double* out = table_.data() + slopes * diagram_.child_out[s];
    const double* in = table_.data() + slopes * diagram_.child_in[s];
    double* own = table_.data() + slopes * s;
    for (std::size_t b = 0; b < slopes; ++b) gain[b] = in_cost + slope_[b] * h;
    for (std::size_t b = 0; b < slopes; ++b) own[b] = std::min(out[b] + out_cost, in[b] + gain[b]);
  }
}

void Pricer::set_cuts(std::span<const TripleCut> cuts) {
  cuts_.assign(cuts.begin(), cuts.end());
  const std::size_t layers = diagram_.order.size();
  std::vector<std::vector<Turn>> turns(layers);
  keep_.assign(layers, ~std::uint64_t{0});
  for (const TripleCut& cut : cuts_) {
    std::array<std::int32_t, 3> place{};
    for (std::size_t i = 0; i < 3; ++i) place[i] = layer_of_node_[at(cut.node[i])];
    std::sort(place.begin(), place.end());
    const std::uint64_t bit = std::uint64_t{1} << cut.place;
    for (std::size_t i = 0; i < 3; ++i) turns[at(place[i])].push_back({bit, cut.price, i == 2});
    keep_[at(place[2])] &= ~bit;
  }
  turns_.clear();
  turn_begin_.assign(1, 0);
  for (const std::vector<Turn>& here : turns) {
    turns_.insert(turns_.end(), here.begin(), here.end());
    turn_begin_.push_back(turns_.size());
  }
}

double Pricer::bound(std::uint32_t state, std::uint32_t weight, std::uint8_t& hint) const {
  const double* own = table_.data() + slopes * state;
  const double w = weight;
  const auto value = [&](std::size_t b) { return slope_[b] * w + own[b] - conjugate_[b]; };
  std::size_t b = hint;
  double best = value(b);
  while (b + 1 < slopes) {
    const double next = value(b + 1);
    if (next <= best) break;
    best = next;
    ++b;
  }
  if (b == hint)
    while (b > 0) {
      const double next = value(b - 1);
      if (next <= best) break;
      best = next;
      --b;
    }
  hint = static_cast<std::uint8_t>(b);
  return best;
}

double Pricer::root_bound() const {
  if (diagram_.empty()) return never;
  double best = -never;
  for (std::size_t b = 0; b < slopes; ++b) best = std::max(best, table_[slopes * diagram_.root() + b] - conjugate_[b]);
  return best;
}

std::uint32_t Pricer::arrive(const Label& from, std::uint32_t from_index, std::uint32_t child, std::uint32_t weight,
                             std::uint64_t open, double cost, bool in) {
  if (child == SetDiagram::dead || weight > static_cast<std::uint32_t>(costs_.max_households)) return none;
  if (child == SetDiagram::done) {
    if (weight < static_cast<std::uint32_t>(costs_.min_households)) return none;
    const double reduced = cost + price_[weight];
    if (reduced > threshold_) return none;
    finishes_.push_back({reduced, from_index, in});
    return finished;
  }
  const std::uint64_t key = static_cast<std::uint64_t>(child) << 20 | weight;
  std::size_t slot = mix64(open == 0 ? key : key ^ mix64(open)) & (hash_.size() - 1);
  while (hash_[slot] != 0) {
    Label& there = labels_[hash_[slot] - 1];
    if (there.state == child && there.weight == weight && there.open == open) {
      if (cost < there.cost) {
        there.cost = cost;
        there.before = in ? from_index : from.before;
      }
      return hash_[slot] - 1;
    }
    slot = (slot + 1) & (hash_.size() - 1);
  }
  std::uint8_t hint = from.slope;
  if (cost + bound(child, weight, hint) > threshold_) return none;
  labels_.push_back({child, weight, open, cost, never, in ? from_index : from.before, none, none, hint});
  hash_[slot] = static_cast<std::uint32_t>(labels_.size());
  return hash_[slot] - 1;
}

bool Pricer::search(double threshold, std::size_t cap) {
  threshold_ = threshold;
  completed_ = false;
  labels_.clear();
  finishes_.clear();
  if (diagram_.empty() || root_bound() > threshold) return true;
  labels_.push_back({diagram_.root(), 0, 0, 0.0, never, none, none, none, slopes / 2});
  std::size_t begin = 0;
  while (begin < labels_.size()) {
    const std::size_t end = labels_.size();
    hash_.assign(std::bit_ceil(4 * (end - begin) + 16), 0);
    for (std::size_t i = begin; i < end; ++i) {
      const Label label = labels_[i];
      const std::int32_t layer = layer_of_[label.state], v = diagram_.order[at(layer)];
      const auto index = static_cast<std::uint32_t>(i);
      const std::uint32_t out = arrive(label, index, diagram_.child_out[label.state], label.weight, pass(layer, label.open),
                                       label.cost + diagram_.cost_out[label.state], false);
      std::uint64_t open = label.open;
      const double paid = pay(layer, open);
      const std::uint32_t in = arrive(label, index, diagram_.child_in[label.state],
                                      label.weight + static_cast<std::uint32_t>(graph_.households[at(v)]), open,
                                      label.cost + diagram_.cost_in[label.state] - dual_[at(v)] + paid, true);
      labels_[i].out = out;
      labels_[i].in = in;
    }
    work_ += static_cast<std::int64_t>(end - begin);
    if (labels_.size() > cap || (run_ != nullptr && run_->should_stop())) {
      labels_.clear();
      return false;
    }
    begin = end;
  }
  return true;
}

double Pricer::least() const {
  double least = never;
  for (const Finish& f : finishes_) least = std::min(least, f.reduced);
  return least;
}

/// finish := least sum of arcs and g from the label to the end, so that DFS never enters a dead end.
void Pricer::complete_backwards() {
  for (std::size_t i = labels_.size(); i-- > 0;) {
    Label& label = labels_[i];
    const std::int32_t layer = layer_of_[label.state], v = diagram_.order[at(layer)];
    std::uint64_t open = label.open;
    const auto end_price = [&](std::uint32_t child, std::uint32_t weight) {
      return child == none ? never : child == finished ? price_[weight] : labels_[child].finish;
    };
    const double out = end_price(label.out, label.weight) + diagram_.cost_out[label.state];
    const double in = end_price(label.in, label.weight + static_cast<std::uint32_t>(graph_.households[at(v)])) +
                      diagram_.cost_in[label.state] - dual_[at(v)] + pay(layer, open);
    label.finish = std::min(out, in);
  }
  completed_ = true;
}

bool Pricer::list(double threshold, std::size_t cap, const Visitor& visit) {
  if (!completed_) complete_backwards();
  if (labels_.empty() || labels_[0].finish > threshold) return true;
  struct Frame {
    std::uint32_t label;
    double cost;
    int stage;
  };
  std::vector<Frame> stack{{0, 0.0, 0}};
  std::vector<std::int32_t> chosen;
  std::size_t shown = 0;
  bool wanted = true;
  const auto step = [&](std::uint32_t child, double cost, std::uint32_t weight) {
    if (child == none) return;
    if (child == finished) {
      const double reduced = cost + price_[weight];
      if (reduced <= threshold && wanted && ++shown <= cap) wanted = visit(chosen, reduced);
    } else if (cost + labels_[child].finish <= threshold) {
      stack.push_back({child, cost, 0});
    }
  };
  while (!stack.empty() && wanted && shown <= cap) {
    Frame& frame = stack.back();
    const Label& label = labels_[frame.label];
    const std::int32_t layer = layer_of_[label.state], v = diagram_.order[at(layer)];
    const double cost = frame.cost;
    if (frame.stage == 0) {
      frame.stage = 1;
      step(label.out, cost + diagram_.cost_out[label.state], label.weight);
    } else if (frame.stage == 1) {
      frame.stage = 2;
      chosen.push_back(v);
      std::uint64_t open = label.open;
      step(label.in, cost + diagram_.cost_in[label.state] - dual_[at(v)] + pay(layer, open),
           label.weight + static_cast<std::uint32_t>(graph_.households[at(v)]));
    } else {
      chosen.pop_back();
      stack.pop_back();
    }
  }
  return wanted && shown <= cap;
}

Column Pricer::column(std::span<const std::int32_t> nodes, double reduced) const {
  Column out;
  out.nodes.assign(nodes.begin(), nodes.end());
  std::sort(out.nodes.begin(), out.nodes.end());
  out.cost = out.reduced = reduced;
  for (const std::int32_t v : out.nodes) out.cost += dual_[at(v)];
  for (const TripleCut& cut : cuts_)
    if (holds_two(cut, out.nodes)) out.cost -= cut.price;
  return out;
}

std::vector<char> Pricer::used_nodes() {
  if (!completed_) complete_backwards();
  std::vector<char> used(static_cast<std::size_t>(graph_.size()), 0);
  for (const Label& label : labels_) {
    if (label.finish > threshold_ || label.in == none) continue;
    if (label.in == finished || labels_[label.in].finish < never / 2) used[at(diagram_.order[at(layer_of_[label.state])])] = 1;
  }
  return used;
}

void Pricer::read_path(std::uint32_t label, bool in, Column& column) const {
  column.nodes.clear();
  for (std::uint32_t at_in = in ? label : labels_[label].before; at_in != none; at_in = labels_[at_in].before)
    column.nodes.push_back(diagram_.order[at(layer_of_[labels_[at_in].state])]);
}

void Pricer::diverse(std::size_t count, std::vector<Column>& columns) const {
  columns.clear();
  std::vector<Finish> order = finishes_;
  std::sort(order.begin(), order.end(), [](const Finish& a, const Finish& b) {
    return a.reduced != b.reduced ? a.reduced < b.reduced : a.label != b.label ? a.label < b.label : a.in < b.in;
  });
  std::vector<std::size_t> used(static_cast<std::size_t>(graph_.size()), 0);
  const std::size_t often = std::max<std::size_t>(4, count / 3);
  Column path;
  order.resize(std::min(order.size(), 10 * count));  // far ones differ little and help less
  for (const Finish& f : order) {
    if (columns.size() >= count) return;
    read_path(f.label, f.in, path);
    if (!std::all_of(path.nodes.begin(), path.nodes.end(), [&](std::int32_t v) { return used[at(v)] < often; })) continue;
    for (const std::int32_t v : path.nodes) ++used[at(v)];
    columns.push_back(column(path.nodes, f.reduced));
  }
}

double Pricer::minimise(double first_step, double limit, std::size_t cap, bool& ok) {
  ok = true;
  const double base = root_bound();
  if (base > limit) {
    search(limit, cap);  // leaves no labels
    return base;
  }
  // the distance of the bound from the truth changes little from call to call
  for (double step = std::max(1.0, std::round(first_step + spread_));; step *= 2) {
    const double threshold = std::min(limit, base + step);
    if (!search(threshold, cap)) {
      ok = false;
      return base;
    }
    if (least() < never) {
      spread_ = least() - base;
      return least();
    }
    if (threshold >= limit) return limit + 1;
  }
}

}  // namespace wangge::partition
