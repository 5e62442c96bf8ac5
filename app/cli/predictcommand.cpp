#include "app/cli/commandlist.h"

namespace transcope::app {

void addPredict(Commands& commands)
{
    commands.add("predict", "predict the expression of a slide's spots", [](const Context&) -> core::Result<Output> {
        return core::fail(core::ErrorCode::Unsupported, "predict is not built in yet");
    });
}

} // namespace transcope::app
