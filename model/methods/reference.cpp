#include "model/methods/reference.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;
using nlohmann::json;

namespace {

/// More than any method has; keeps a damaged file from asking for absurd amounts of memory.
constexpr std::int64_t MostElements = 1'000'000'000;

std::vector<std::int64_t> shapeFrom(const json& value, const std::string& name)
{
    auto shape = value.get<std::vector<std::int64_t>>();
    std::int64_t count = 1;
    for (const auto extent : shape) {
        if (extent < 1 || extent > MostElements / count)
            throw std::runtime_error("the shape of " + name + " is impossible");
        count *= extent;
    }
    return shape;
}

/// Appends nested lists, all of one shape, row by row.
void append(HostTensor& tensor, const json& value, std::size_t depth)
{
    if (!value.is_array()) {
        tensor.data.push_back(value.get<float>());
        return;
    }
    if (depth == tensor.shape.size())
        tensor.shape.push_back(static_cast<std::int64_t>(value.size()));
    for (const auto& part : value)
        append(tensor, part, depth + 1);
}

HostTensor spelledOut(const json& value, const std::string& name)
{
    HostTensor tensor;
    append(tensor, value, 0);
    if (elementCount(tensor.shape) != tensor.data.size())
        throw std::runtime_error("the rows of " + name + " are not equally long");
    return tensor;
}

/// Throws json::exception or std::runtime_error.
Reference referenceFrom(const json& root)
{
    Reference reference;
    reference.method = root.at("method").get<std::string>();
    reference.seed = root.at("seed").get<std::string>();
    for (const auto& tensor : root.at("tensors")) {
        const auto name = tensor.at(0).get<std::string>();
        reference.tensors[name] = shapeFrom(tensor.at(1), name);
    }
    for (const auto& [name, input] : root.at("inputs").items())
        if (input.is_array() && !input.empty() && input[0].is_array())
            reference.values[name] = spelledOut(input, name);
        else
            reference.inputs[name] = shapeFrom(input, name);
    for (const auto& [name, output] : root.at("outputs").items()) {
        HostTensor tensor{shapeFrom(output.at("shape"), name), output.at("values").get<std::vector<float>>()};
        if (elementCount(tensor.shape) != tensor.data.size())
            throw std::runtime_error("output " + name + " has " + std::to_string(tensor.data.size()) +
                                     " values for " + output.at("shape").dump());
        reference.outputs[name] = std::move(tensor);
    }
    return reference;
}

} // namespace

Result<Reference> readReference(const std::filesystem::path& path)
{
    constexpr const char* Advice = "Name a reference vector file such as reference/m2ost.json";
    std::ifstream stream(path);
    if (!std::filesystem::exists(path) || !stream)
        return fail(ErrorCode::NotFound, path.string() + " cannot be opened", Advice);
    try {
        return referenceFrom(json::parse(stream));
    } catch (const std::exception& e) {
        return fail(ErrorCode::BadInput, path.string() + " is no reference vector file: " + e.what(), Advice);
    }
}

} // namespace transcope::model
