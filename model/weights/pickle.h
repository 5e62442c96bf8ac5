#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::model {

/// One object of a pickle. Objects refer to each other by their index in Pickle::objects, so that a file
/// cannot make cycles that leak or nestings that overflow the stack.
struct PickleObject
{
    enum class Kind {
        None,
        Bool,    ///< integer: 0 or 1
        Integer, ///< integer; of more than eight bytes −1, and text holds the bytes
        Real,    ///< real
        Text,    ///< text
        Tuple,   ///< items
        List,    ///< items
        Dict,    ///< items: key, value, key, value, …
        Global,  ///< text: "module.name", on the list of those that are allowed
        Storage, ///< items: what the persistent id's tuple held
        Tensor,  ///< items: storage, offset, shape, strides
        Opaque,  ///< what checkpoints hold beside tensors and nobody needs: text says what
    };
    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
    std::vector<int> items;
};

struct Pickle
{
    std::deque<PickleObject> objects;
    int root = 0;
    std::size_t size = 0; ///< bytes that it took: others may follow in the file

    const PickleObject& operator[](int index) const { return objects[static_cast<std::size_t>(index)]; }
};

/// Reads the pickle of a PyTorch state dict or checkpoint without running anything: the only globals allowed
/// are OrderedDict, the functions that rebuild tensors and parameters, the storage types, each with a meaning
/// of our own here, and some that checkpoints hold beside them (numbers of numpy, arguments of the command
/// line), which are passed over. `name` stands in the messages. Errors: BadInput (damaged), Unsupported
/// (another global or operation: named).
core::Result<Pickle> readPickle(std::string_view bytes, const std::string& name);

} // namespace transcope::model
