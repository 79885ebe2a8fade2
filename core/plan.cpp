#include "core/plan.hpp"

#include <cmath>

namespace wangge {

std::string to_text(GridKind kind) {
  switch (kind) {
    case GridKind::comprehensive: return "comprehensive";
    case GridKind::exclusive: return "exclusive";
    case GridKind::micro: return "micro";
  }
  return "";
}

std::string to_text(GridStatus status) {
  switch (status) {
    case GridStatus::ok: return "ok";
    case GridStatus::too_small: return "too_small";
    case GridStatus::too_large: return "too_large";
  }
  return "";
}

std::string to_text(ProofCheck check) {
  switch (check) {
    case ProofCheck::nothing_claimed: return "nothing_claimed";
    case ProofCheck::confirmed: return "confirmed";
    case ProofCheck::refuted: return "refuted";
    case ProofCheck::not_checked: return "not_checked";
  }
  return {};
}

double gap_of(double objective, double lower_bound) {
  const double above = objective - lower_bound;
  if (above <= 0) return 0;
  return objective == 0 ? 1 : above / std::abs(objective);  // soft barriers can make scores negative
}

double gap_of(const CommunityResult& result) { return gap_of(result.objective, result.lower_bound); }

std::string to_text(Proof proof) {
  switch (proof) {
    case Proof::optimal: return "optimal";
    case Proof::bound: return "bound";
    case Proof::infeasible: return "infeasible";
    case Proof::none: return "none";
  }
  return "";
}

std::string to_text(GridChange change) {
  switch (change) {
    case GridChange::none: return "";
    case GridChange::unchanged: return "unchanged";
    case GridChange::adjusted: return "adjusted";
    case GridChange::split: return "split";
    case GridChange::merged: return "merged";
    case GridChange::created: return "new";
  }
  return "";
}

std::string to_text(LevelKind kind) {
  switch (kind) {
    case LevelKind::community: return "community";
    case LevelKind::compound: return "compound";
    case LevelKind::block: return "block";
    case LevelKind::exclusive: return "exclusive";
    case LevelKind::building: return "building";
    case LevelKind::lane: return "lane";
  }
  return "block";
}

}  // namespace wangge
