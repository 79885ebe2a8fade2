#include "io/content_hash.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <vector>

namespace wangge {

namespace {

constexpr std::uint64_t kStart = 0xCBF29CE484222325ULL, kPrime = 0x100000001B3ULL;

void add_bytes(std::span<const char> bytes, std::uint64_t& hash) {
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= kPrime;
  }
}

/// Eight bytes a step; the shift brings high bits back down, which a product alone does not.
void add_words(std::span<const char> bytes, std::uint64_t& hash) {
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + i, 8);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32U;
  }
  add_bytes(bytes.subspan(i), hash);
}

using Add = void (*)(std::span<const char>, std::uint64_t&);

/// Blocks of 64 kB, so that only the last one may end within a word.
bool add_file(const std::filesystem::path& path, Add add, std::uint64_t& hash) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::vector<char> buffer(1U << 16U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    add(std::span(buffer.data(), static_cast<std::size_t>(in.gcount())), hash);
  return true;
}

std::string hash_of(const std::string& path, Add add) {
  std::uint64_t hash = kStart;
  std::error_code problem;
  if (std::filesystem::is_directory(path, problem)) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(path, problem))
      if (entry.is_regular_file() && entry.path().extension() != ".lock") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
      if (!add_file(file, add, hash)) return {};
  } else if (!add_file(path, add, hash)) {
    return {};
  }
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

}  // namespace

std::string content_hash(const std::string& path) { return hash_of(path, add_bytes); }

std::string input_fingerprint(const std::string& path) { return hash_of(path, add_words); }

}  // namespace wangge
