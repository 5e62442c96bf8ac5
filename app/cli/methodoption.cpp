#include "app/cli/methodoption.h"

#include "model/methods/methods.h"

namespace transcope::app {

core::Result<const model::Method*> methodOption(const std::string& name)
{
    auto method = model::findMethod(name, "--method");
    if (!method)
        method.error().code = core::ErrorCode::InvalidArgument;
    return method;
}

} // namespace transcope::app
