#include "algorithms/audit/audit_plan.hpp"
#include "algorithms/plan/divide_city.hpp"
#include "bench/rates.hpp"
#include "bench/sample_city.hpp"

namespace wangge::bench {

namespace {

void audit(benchmark::State& state) {
  const Plan plan = divide_city(sample_city(), DivideCityOptions{}, RunContext{}).value();
  std::size_t violations = 0;
  for (auto _ : state) violations = audit_plan(sample_city(), plan).size();
  time_per(state, "cell", plan.cells.size());
  state.counters["cells"] = static_cast<double>(plan.cells.size());
  state.counters["violations"] = static_cast<double>(violations);
}
BENCHMARK(audit)->Name("audit/audit_plan")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace wangge::bench
