# Checks the arrows between layers (CONTRIBUTING.md) by reading every #include.
#   cmake -DROOT=<repository or fixture> -P layering.cmake      fails and lists what breaks a rule
# A rule: the folder it holds for, the includes it forbids (regex), folders within that are exempt (regex).
include(${CMAKE_CURRENT_LIST_DIR}/libraries.cmake)

set(rules
  "core|${qt}|^$"
  "core|${torch}|^$"
  "core|${vtk}|^core/surface/"
  "core|^(model|ui|app)/|^$"
  "core|^openslide|^core/slide/"
  "core|^vips|^core/(slide|demo)/"
  "core|^(hdf5|H5|libdeflate|core/h5/h5object.h)|^core/h5/"
  "core|^(blosc|zstd|lz4)|^core/zarr/"
  "core|^sqlite3|^core/session/"
  "core|^cairo|^core/figure/"
  "model|${qt}|^$"
  "model|${vtk}|^$"
  "model|^(ui|app)/|^$"
  "model|${files}|^$"
  "model|^core/(slide|io|session|figure|rpc|demo|colour)/|^$"
  "model|^core/(run/|predict/patchextractor)|^$"
  "model/kernels|${torch}|^$"
  "ui|${torch}|^$"
  "ui|^(model|app)/|^$"
  "ui|${files}|^$"
  "ui|${vtk}|^ui/landscape/"
  "app|${torch}|^$"
  "app/cli|${qt}|^$"
  "app/dataset|${qt}|^$"
  "app/dataset|^(ui|app/(cli|gui|worker))/|^$"
  "app/worker|${qt}|^$"
  "app/cli|^ui/|^$"
  "app/worker|^ui/|^$"
  "app/gui|^model/|^$"
)

# Rules hold regexes with '|' inside, so the three fields are cut at the first and the last '|'.
set(broken "")
set(seen 0)
foreach(rule IN LISTS rules)
  string(REGEX MATCH "^([^|]*)\\|(.*)\\|(\\^[^^]*)$" matched "${rule}")
  if(NOT matched)
    message(FATAL_ERROR "layering: cannot read rule '${rule}'")
  endif()
  set(folder "${CMAKE_MATCH_1}")
  set(forbidden "${CMAKE_MATCH_2}")
  set(exempt "${CMAKE_MATCH_3}")
  file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
  foreach(source IN LISTS sources)
    math(EXPR seen "${seen} + 1")
    if(source MATCHES "${exempt}")
      continue()
    endif()
    included_headers("${ROOT}/${source}" headers)
    foreach(header IN LISTS headers)
      if(header MATCHES "${forbidden}")
        string(APPEND broken "  ${source} includes ${header}: not allowed in ${folder}/\n")
      endif()
    endforeach()
  endforeach()
endforeach()
if(seen EQUAL 0)
  message(FATAL_ERROR "layering: no source found under ${ROOT}")
endif()
if(broken)
  message(FATAL_ERROR "Includes that break the layers:\n${broken}")
endif()
message(STATUS "layering: every include keeps to its layer")
