#include "model/torchscript/zooconfig.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a configuration of the WSInfer model zoo.
void fuzz::run(std::string_view input)
{
    static const InputFile file("config.json");
    file.write(input);
    if (const auto card = model::readZooConfig(file.path()))
        require(model::zooTransformOf(*card, "card").has_value(), "a configuration that is taken can be run");
}
