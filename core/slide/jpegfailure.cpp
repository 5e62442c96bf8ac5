#include "core/slide/jpegfailure.h"

namespace transcope::core {

namespace {

void leave(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<JpegFailure*>(info->err)->jump, 1);
}

void leaveOnWarning(j_common_ptr info, int level)
{
    if (level < 0)
        leave(info);
}

void saySilently(j_common_ptr) {}

} // namespace

jpeg_error_mgr* jumpingOnError(JpegFailure& failure)
{
    jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    failure.manager.emit_message = leaveOnWarning;
    failure.manager.output_message = saySilently;
    return &failure.manager;
}

} // namespace transcope::core
