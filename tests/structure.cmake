# The rules of the source itself as tests: one-way includes, sizes, the catalogue of sentences, the format.
# Each is a program of its own in tools/ and needs nothing but Python's standard library or clang-format.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
foreach(rule layers sizes catalogue)
  add_test(NAME structure_${rule} COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/check_${rule}.py)
  set_tests_properties(structure_${rule} PROPERTIES LABELS structure TIMEOUT 60)
endforeach()
find_program(WANGGE_CLANG_FORMAT clang-format)
if(WANGGE_CLANG_FORMAT)
  add_test(NAME structure_format COMMAND ${PROJECT_SOURCE_DIR}/tools/format.sh)
  set_tests_properties(structure_format PROPERTIES LABELS structure TIMEOUT 60)
endif()
