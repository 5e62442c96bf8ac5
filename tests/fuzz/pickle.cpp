#include "model/weights/pickle.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a pickle.
void fuzz::run(std::string_view input)
{
    const auto pickle = model::readPickle(input, "pickle");
    if (!pickle)
        return;
    require(pickle->size <= input.size(), "a pickle is no longer than its bytes");
    for (const auto& object : pickle->objects)
        for (const int item : object.items)
            require(item >= 0 && static_cast<std::size_t>(item) < pickle->objects.size(),
                    "an object's items exist");
}
