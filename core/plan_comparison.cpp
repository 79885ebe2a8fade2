#include "core/plan_comparison.hpp"

namespace wangge {

std::string to_text(OldFate fate) {
  switch (fate) {
    case OldFate::unchanged: return "unchanged";
    case OldFate::adjusted: return "adjusted";
    case OldFate::split: return "split";
    case OldFate::merged: return "merged";
    case OldFate::removed: return "removed";
  }
  return "";
}

}  // namespace wangge
