# wangge_layer(NAME DEPENDS layers... PRIVATE libraries...): one folder = one library = alias wangge::NAME.
# Sources are every .cpp below the folder; tools/check_layers.py checks that includes follow DEPENDS.
function(wangge_layer name)
  cmake_parse_arguments(LAYER "" "" "DEPENDS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(wangge_${name} STATIC ${sources})
  add_library(wangge::${name} ALIAS wangge_${name})
  target_include_directories(wangge_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  foreach(layer ${LAYER_DEPENDS})
    target_link_libraries(wangge_${name} PUBLIC wangge::${layer})
  endforeach()
  target_link_libraries(wangge_${name} PRIVATE wangge_flags ${LAYER_PRIVATE} PUBLIC Threads::Threads)
endfunction()
