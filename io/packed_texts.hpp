/// Private to io: the texts of a column one after the other in one piece of memory. A table of a city holds hundreds of thousands
/// of them; as objects of their own they would take a third of the time of reading it, most of that in pages of fresh memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wangge {

class PackedTexts {
 public:
  void reserve(std::size_t texts) { ends_.reserve(texts); }
  void push_back(std::string_view text) {
    make_room(text.size());
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  /// `count` texts at once: text i is bytes[offsets[i], offsets[i + 1]) of `bytes`, offsets ascending.
  template <class Offset>
  void append(const char* bytes, const Offset* offsets, std::size_t count) {
    const std::size_t before = bytes_.size();
    make_room(static_cast<std::size_t>(offsets[count] - offsets[0]));
    bytes_.append(bytes + offsets[0], static_cast<std::size_t>(offsets[count] - offsets[0]));
    for (std::size_t i = 1; i <= count; ++i) ends_.push_back(before + static_cast<std::size_t>(offsets[i] - offsets[0]));
  }
  void clear() {
    bytes_.clear();
    ends_.clear();
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t from = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(from, ends_[i] - from);
  }
  /// All of them, without anything between.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  /// As many texts as were announced, as long as those before on average, and a little more.
  void make_room(std::size_t more) {
    if (bytes_.size() + more <= bytes_.capacity() || ends_.empty() || ends_.capacity() == ends_.size()) return;
    const std::size_t all = bytes_.size() / ends_.size() * ends_.capacity() + ends_.capacity() / 2;
    if (all > bytes_.size() + more) bytes_.reserve(all);
  }

  std::string bytes_;
  std::vector<std::size_t> ends_;
};

}  // namespace wangge
