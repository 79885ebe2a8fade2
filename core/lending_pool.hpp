/// Lends reusable objects (work memory) to whichever thread needs one; they come back when the loan ends.
/// Guarantee: never more objects than loans at one time. Cost: a lock a loan.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace wangge {

template <class T>
class LendingPool {
 public:
  explicit LendingPool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

  class Loan {
   public:
    explicit Loan(LendingPool& pool) : pool_(&pool), object_(pool.take()) {}
    ~Loan() { pool_->put(std::move(object_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    T& operator*() const { return *object_; }
    T* operator->() const { return object_.get(); }

   private:
    LendingPool* pool_;
    std::unique_ptr<T> object_;
  };

 private:
  std::unique_ptr<T> take() {
    {
      const std::scoped_lock lock(guard_);
      if (!idle_.empty()) {
        auto object = std::move(idle_.back());
        idle_.pop_back();
        return object;
      }
    }
    return make_();
  }
  void put(std::unique_ptr<T> object) {
    const std::scoped_lock lock(guard_);
    idle_.push_back(std::move(object));
  }

  std::function<std::unique_ptr<T>()> make_;
  std::mutex guard_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace wangge
