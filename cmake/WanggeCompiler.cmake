# Flags of every target of ours, and ccache and mold where they are found.
find_program(WANGGE_CCACHE ccache)
if(WANGGE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${WANGGE_CCACHE})
endif()

add_library(wangge_flags INTERFACE)
# Contraction would make sums differ between machines; results must be the same bytes everywhere.
target_compile_options(wangge_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off)
if(WANGGE_WARNINGS_AS_ERRORS)
  target_compile_options(wangge_flags INTERFACE -Werror)
endif()

set(WANGGE_SANITIZE "" CACHE STRING "address,undefined or thread: build with these sanitizers")
if(WANGGE_SANITIZE)
  target_compile_options(wangge_flags INTERFACE -fsanitize=${WANGGE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(wangge_flags INTERFACE -fsanitize=${WANGGE_SANITIZE})
endif()
