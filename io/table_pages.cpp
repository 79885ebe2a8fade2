#include "io/table_pages.hpp"

#include <algorithm>
#include <utility>

#include "io/sqlite_record.hpp"

namespace wangge {

namespace {

constexpr std::size_t kPage = TablePages::kPageBytes;
constexpr std::size_t kLeafHeader = 8, kInnerHeader = 12;
constexpr char kLeaf = 13, kInner = 5;
constexpr std::size_t kMostLocal = kPage - 35, kLeastLocal = (kPage - 12) * 32 / 255 - 23;
/// Children of an inner page: a link, a row of up to nine bytes and its place each.
constexpr std::size_t kChildren = (kPage - kInnerHeader) / (4 + 9 + 2);
/// SQLite locks bytes of this page, which holds nothing.
constexpr std::uint32_t kLockPage = (1U << 30U) / kPage + 1;

void put(std::string& out, std::size_t at, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out[at++] = static_cast<char>(value >> (8 * i) & 0xFF);
}

std::uint32_t get_four(const std::string& in, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(in[at + i]);
  return value;
}

struct Child {
  std::uint32_t page;  ///< its number in the file
  std::int64_t last;   ///< row
};

/// The inner page above children [from, to).
void write_inner(const std::vector<Child>& children, std::size_t from, std::size_t to, std::string& pages, std::size_t page) {
  std::string cell;
  std::size_t content = kPage;
  for (std::size_t i = from; i + 1 < to; ++i) {
    cell.assign(4, '\0');
    put(cell, 0, children[i].page, 4);
    append_varint(static_cast<std::uint64_t>(children[i].last), cell);
    content -= cell.size();
    pages.replace(page + content, cell.size(), cell);
    put(pages, page + kInnerHeader + 2 * (i - from), content, 2);
  }
  pages[page] = kInner;
  put(pages, page + 3, to - from - 1, 2);
  put(pages, page + 5, content, 2);
  put(pages, page + 8, children[to - 1].page, 4);
}

}  // namespace

std::size_t TablePages::local_bytes(std::size_t record) {
  if (record <= kMostLocal) return record;
  const std::size_t some = kLeastLocal + (record - kLeastLocal) % (kPage - 4);
  return some <= kMostLocal ? some : kLeastLocal;
}

std::uint32_t TablePages::new_page(Stretch& stretch) {
  const auto page = static_cast<std::uint32_t>(stretch.pages.size() / kPage);
  stretch.pages.resize(stretch.pages.size() + kPage, '\0');
  return page;
}

void TablePages::open_leaf(Stretch& stretch, std::int64_t row) {
  const std::uint32_t page = new_page(stretch);
  stretch.pages[page * kPage] = kLeaf;
  stretch.leaves.push_back({page, row});
  stretch.content = kPage;
  stretch.cells = 0;
}

/// The rest of a record goes to a chain of pages of its own; `link` is the place that names the first of them.
void TablePages::spill(Stretch& stretch, std::size_t link, std::string_view rest) {
  while (!rest.empty()) {
    const std::uint32_t page = new_page(stretch);
    put(stretch.pages, link, page, 4);
    stretch.links.push_back(link);
    link = page * kPage;
    const std::string_view here = rest.substr(0, kPage - 4);
    stretch.pages.replace(link + 4, here.size(), here);
    rest.remove_prefix(here.size());
  }
}

void TablePages::add(std::int64_t row, std::string_view record) {
  if (stretches_.empty()) stretches_.emplace_back();
  Stretch& s = stretches_.back();
  const std::size_t local = local_bytes(record.size());
  std::string cell;
  append_varint(record.size(), cell);
  append_varint(static_cast<std::uint64_t>(row), cell);
  const std::size_t head = cell.size(), bytes = head + local + (local < record.size() ? 4 : 0);
  if (s.leaves.empty() || kLeafHeader + 2 * (s.cells + 1) + bytes > s.content) open_leaf(s, row);
  const std::size_t page = s.leaves.back().page * kPage;
  s.content -= bytes;
  put(s.pages, page + kLeafHeader + 2 * s.cells, s.content, 2);
  put(s.pages, page + 3, ++s.cells, 2);
  put(s.pages, page + 5, s.content, 2);
  s.pages.replace(page + s.content, head, cell);
  s.pages.replace(page + s.content + head, local, record.substr(0, local));
  s.leaves.back().last = row;
  ++s.rows;
  if (local < record.size()) spill(s, page + s.content + head + local, record.substr(local));
}

void TablePages::reserve(std::size_t rows) {
  if (stretches_.empty() || stretches_.back().rows == 0) return;
  Stretch& s = stretches_.back();
  s.pages.reserve(s.pages.size() + s.pages.size() / s.rows * (rows + rows / 16) + kPage);
}

void TablePages::append(TablePages&& later) {
  for (Stretch& one : later.stretches_) stretches_.push_back(std::move(one));
  later.stretches_.clear();
}

void TablePages::take_numbers(Run& run, std::uint32_t& next) {
  const auto pages = static_cast<std::uint32_t>(run.pages.size() / kPage - run.skipped);
  if (next == kLockPage) ++next;
  run.first = next;
  next += pages + (next < kLockPage && next + pages > kLockPage ? 1 : 0);
}

std::uint32_t TablePages::number_in(const Run& run, std::uint32_t page) {
  const std::uint32_t number = run.first + page - static_cast<std::uint32_t>(run.skipped);
  return run.first < kLockPage && number >= kLockPage ? number + 1 : number;
}

void TablePages::number(std::uint32_t root, std::uint32_t& next) {
  const bool leaf_is_root = stretches_.size() == 1 && stretches_[0].leaves.size() == 1;
  Run top{std::string(kPage, '\0'), 0, root};
  std::vector<Child> level;
  for (Stretch& s : stretches_) {
    Run run{std::move(s.pages), leaf_is_root ? std::size_t{1} : 0, 0};
    take_numbers(run, next);
    for (const std::size_t link : s.links) put(run.pages, link, number_in(run, get_four(run.pages, link)), 4);
    for (const Leaf& leaf : s.leaves) level.push_back({number_in(run, leaf.page), leaf.last});
    runs_.push_back(std::move(run));
  }
  stretches_.clear();
  while (level.size() > kChildren) {
    const std::size_t count = (level.size() + kChildren - 1) / kChildren;
    Run run{std::string(count * kPage, '\0'), 0, 0};
    take_numbers(run, next);
    std::vector<Child> above;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t from = level.size() * i / count, to = level.size() * (i + 1) / count;
      write_inner(level, from, to, run.pages, i * kPage);
      above.push_back({number_in(run, static_cast<std::uint32_t>(i)), level[to - 1].last});
    }
    runs_.push_back(std::move(run));
    level = std::move(above);
  }
  if (leaf_is_root)
    top.pages = runs_[0].pages.substr(0, kPage);
  else
    write_inner(level, 0, level.size(), top.pages, 0);
  runs_.push_back(std::move(top));
}

bool TablePages::write_run(const Run& run, std::FILE* file) {
  std::string_view pages = std::string_view(run.pages).substr(run.skipped * kPage);
  std::uint32_t number = run.first;
  while (!pages.empty()) {
    const std::size_t before_lock = number < kLockPage ? std::size_t{kLockPage - number} * kPage : pages.size();
    const std::string_view here = pages.substr(0, before_lock);
    if (fseeko(file, static_cast<off_t>(number - 1) * static_cast<off_t>(kPage), SEEK_SET) != 0 ||
        std::fwrite(here.data(), 1, here.size(), file) != here.size())
      return false;
    pages.remove_prefix(here.size());
    number = kLockPage + 1;
  }
  return true;
}

bool TablePages::write(std::FILE* file) const {
  return std::all_of(runs_.begin(), runs_.end(), [&](const Run& run) { return write_run(run, file); });
}

}  // namespace wangge
