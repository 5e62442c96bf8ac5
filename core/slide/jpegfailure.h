#pragma once

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

namespace transcope::core {

/// Where libjpeg goes on after an error. A function that calls setjmp(failure.jump) is passed over by the
/// jump: no object with a destructor may live in it.
struct JpegFailure
{
    jpeg_error_mgr manager; ///< first: libjpeg knows only this part
    std::jmp_buf jump;
};

/// For libjpeg's `err`: errors, and warnings of damage after which it would go on and leave grey, jump;
/// nothing is printed.
jpeg_error_mgr* jumpingOnError(JpegFailure& failure);

} // namespace transcope::core
