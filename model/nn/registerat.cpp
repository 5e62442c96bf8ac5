#include "model/nn/registerat.h"

namespace transcope::model {

std::pair<std::string, std::string> parentAndName(const std::string& path)
{
    const auto dot = path.rfind('.');
    if (dot == std::string::npos)
        return {"", path};
    return {path.substr(0, dot), path.substr(dot + 1)};
}

torch::nn::Module& moduleAt(torch::nn::Module& root, const std::string& path)
{
    if (path.empty())
        return root;
    const auto [parentPath, name] = parentAndName(path);
    torch::nn::Module& parent = moduleAt(root, parentPath);
    const auto children = parent.named_children();
    if (const auto* child = children.find(name))
        return **child;
    return *parent.register_module(name, std::make_shared<torch::nn::Module>());
}

torch::Tensor registerParameterAt(torch::nn::Module& root, const std::string& path, torch::Tensor value)
{
    const auto [parent, name] = parentAndName(path);
    return moduleAt(root, parent).register_parameter(name, std::move(value));
}

torch::Tensor registerBufferAt(torch::nn::Module& root, const std::string& path, torch::Tensor value)
{
    const auto [parent, name] = parentAndName(path);
    return moduleAt(root, parent).register_buffer(name, std::move(value));
}

} // namespace transcope::model
