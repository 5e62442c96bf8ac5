#include "model/weights/pth.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a .pth file, a zip archive or of PyTorch before 1.6.
void fuzz::run(std::string_view input)
{
    static const InputFile file("checkpoint.pth");
    file.write(input);
    const auto content = model::readPth(file.path());
    for (const auto& [name, tensor] : content ? content->tensors : model::TensorMap())
        require(tensor.data.size() == model::elementCount(tensor.shape), "a tensor is as large as its shape");
}
