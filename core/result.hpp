/// Failed calls: `Result<T>` carries a value or an `Error`. Bad data are findings and unmet rules are violations, never errors.
/// Interface follows std::expected (absent from g++ 12 in C++20 mode).
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace wangge {

/// Numbered by module: 1xx reading, 2xx validation, 3xx division, 4xx reach, 5xx writing, 9xx the run itself.
enum class ErrorCode : int {
  unreadable_file = 101,
  unknown_layer = 102,
  missing_column = 103,
  unknown_crs = 104,
  bad_project_file = 105,
  bad_encoding = 106,
  empty_layer = 107,
  invalid_input = 201,
  invalid_rules = 301,
  no_network = 401,
  no_centres = 402,
  no_candidates = 403,
  unwritable_file = 501,
  unsupported_format = 502,
  cancelled = 901,
  internal = 902,
};

/// What went wrong, where (file, layer, record) and what to do about it, in one sentence each.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;  ///< what happened
  std::string place;    ///< file:layer:record, may be empty
  std::string advice;   ///< what the user can do, may be empty
  [[nodiscard]] std::string text() const {
    std::string all = place.empty() ? message : place + ": " + message;
    return advice.empty() ? all : all + " (" + advice + ")";
  }
};

class ErrorException : public std::runtime_error {
 public:
  explicit ErrorException(Error error) : std::runtime_error(error.text()), error_(std::move(error)) {}
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  [[nodiscard]] explicit operator bool() const { return has_value(); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }
  /// The value, or ErrorException.
  [[nodiscard]] T& value() & {
    if (!has_value()) throw ErrorException(error());
    return std::get<0>(state_);
  }
  [[nodiscard]] const T& value() const& {
    if (!has_value()) throw ErrorException(error());
    return std::get<0>(state_);
  }
  [[nodiscard]] T&& value() && {
    if (!has_value()) throw ErrorException(error());
    return std::get<0>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace wangge
