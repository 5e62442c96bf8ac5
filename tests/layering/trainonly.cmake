# Checks that the training-only build (TRANSCOPE_BUILD_IO and _GUI off) asks for nothing but LibTorch and header-only
# libraries: follows every include of its sources and fails where one reaches a forbidden header.
#   cmake -DROOT=<repository or fixture> -DCLI=<sources in app/cli, with | between> -P trainonly.cmake
cmake_minimum_required(VERSION 3.20)
include(${CMAKE_CURRENT_LIST_DIR}/libraries.cmake)
set(foreign "${qt}|${files}|${vtk}|^jpeglib")
set(unbuilt "^core/(slide|io|session|evaluation|colour|rpc|demo|figure)/|^ui/|^app/(gui|worker)/")

file(GLOB_RECURSE waiting RELATIVE "${ROOT}" "${ROOT}/model/*.h" "${ROOT}/model/*.cpp" "${ROOT}/core/base/*.cpp"
  "${ROOT}/core/expression/*.cpp" "${ROOT}/core/spots/*.cpp" "${ROOT}/core/stats/*.cpp")
string(REPLACE "|" ";" cli "${CLI}")
list(TRANSFORM cli PREPEND "app/cli/")
list(APPEND waiting ${cli})

set(broken "")
set(seen "")
while(waiting)
  list(POP_FRONT waiting source)
  list(APPEND seen "${source}")
  included_headers("${ROOT}/${source}" headers)
  foreach(header IN LISTS headers)
    if(header MATCHES "${foreign}" OR header MATCHES "${unbuilt}")
      string(APPEND broken "  ${source} includes ${header}\n")
    elseif(EXISTS "${ROOT}/${header}" AND NOT header IN_LIST seen AND NOT header IN_LIST waiting)
      list(APPEND waiting "${header}")
    endif()
  endforeach()
endwhile()
if(broken)
  message(FATAL_ERROR "The training-only build cannot have these:\n${broken}")
endif()
list(LENGTH seen count)
message(STATUS "layering: ${count} files need LibTorch and header-only libraries alone")
