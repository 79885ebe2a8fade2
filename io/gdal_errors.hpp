/// Private to io: collects what GDAL reports during one call, per thread, instead of printing it.
#pragma once

#include <cpl_error.h>

#include <string>
#include <vector>

#include "io/text_encoding.hpp"

namespace wangge {

class GdalErrors {
 public:
  struct Message {
    CPLErr level;
    int number;
    std::string text;
  };

  GdalErrors() { CPLPushErrorHandlerEx(&GdalErrors::receive, this); }
  ~GdalErrors() { CPLPopErrorHandler(); }
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;

  [[nodiscard]] const std::vector<Message>& messages() const { return messages_; }
  void clear() { messages_.clear(); }
  /// The first failure's text, or the first warning's, or nothing.
  [[nodiscard]] std::string cause() const {
    for (const Message& message : messages_)
      if (message.level >= CE_Failure) return message.text;
    return messages_.empty() ? std::string() : messages_.front().text;
  }
  [[nodiscard]] bool failed() const {
    for (const Message& message : messages_)
      if (message.level >= CE_Failure) return true;
    return false;
  }

 private:
  static void CPL_STDCALL receive(CPLErr level, CPLErrorNum number, const char* text) {
    auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
    if (level >= CE_Warning && self->messages_.size() < 1000) self->messages_.push_back({level, number, valid_utf8(text, "?")});
  }
  std::vector<Message> messages_;
};

/// Registers the drivers once per process.
void register_drivers();

}  // namespace wangge
