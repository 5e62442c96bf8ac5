#include "model/weights/weightsfile.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a weights file.
void fuzz::run(std::string_view input)
{
    static const InputFile file("weights.safetensors");
    file.write(input);
    const auto content = model::readSafetensors(file.path());
    for (const auto& [name, tensor] : content ? content->tensors : model::TensorMap())
        require(tensor.data.size() == model::elementCount(tensor.shape), "a tensor is as large as its shape");
    (void)model::readWeights(file.path());
}
