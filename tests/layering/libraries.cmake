# How the headers of libraries that only some folders may use are named (regexes).
set(qt "^Q[A-Z][A-Za-z]*(/|$)|^Qt|^qcustomplot")
set(torch "^(torch|ATen|c10|caffe2)/|^model/nn/torch.h")
set(files "^(openslide|vips|hdf5|H5|sqlite3|cairo|tiff)")
set(vtk "^vtk")

# out: the headers that a source includes.
function(included_headers source out)
  file(STRINGS "${source}" lines REGEX "^[ \t]*#[ \t]*include")
  set(headers "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]*)[>\"].*$" "\\1" header "${line}")
    list(APPEND headers "${header}")
  endforeach()
  set(${out} "${headers}" PARENT_SCOPE)
endfunction()
