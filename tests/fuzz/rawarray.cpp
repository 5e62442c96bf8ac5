#include "core/h5/rawarray.h"
#include "core/h5/rawtexts.h"
#include "tests/fuzz/fuzzinput.h"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace transcope;

namespace {

/// What stands before a file's bytes: a layout.
struct Head
{
    std::uint8_t kind, elementBytes, flags, pieces;
    std::uint32_t elements, pieceElements;
};

} // namespace

/// input: a Head, per piece its offset and size (four bytes each), and the file that they are of.
void fuzz::run(std::string_view input)
{
    static const InputFile file("file.h5");
    Head head{};
    if (input.size() < sizeof head)
        return;
    std::memcpy(&head, input.data(), sizeof head);
    input.remove_prefix(sizeof head);
    core::RawLayout layout;
    layout.kind = static_cast<core::RawLayout::Kind>(head.kind % 4);
    layout.elementBytes = head.elementBytes;
    layout.elements = head.elements;
    layout.pieceElements = head.pieceElements;
    layout.deflated = (head.flags & 1) != 0;
    layout.shuffled = (head.flags & 2) != 0;
    for (int i = 0; i < head.pieces && input.size() >= 8; ++i) {
        std::uint32_t offset = 0, bytes = 0;
        std::memcpy(&offset, input.data(), sizeof offset);
        std::memcpy(&bytes, input.data() + 4, sizeof bytes);
        layout.pieces.push_back({offset, bytes});
        input.remove_prefix(8);
    }
    file.write(input);
    if (layout.kind == core::RawLayout::Kind::Text)
        (void)core::readRawTexts(file.path(), "v", layout);
    const auto array = core::RawArray::open(file.path(), "v", layout);
    if (!array)
        return;
    constexpr std::uint64_t AtOnce = 1 << 16;
    core::RawArray::Cursor cursor;
    std::vector<double> values(std::min<std::uint64_t>(layout.elements, AtOnce));
    for (const auto type : {core::NumberType::Int32, core::NumberType::Int64, core::NumberType::Float,
                            core::NumberType::Double}) {
        const auto size = core::withNumberType(type, []<class T>(T*) { return sizeof(T); });
        const auto out = std::as_writable_bytes(std::span(values)).first(values.size() * size);
        (void)array->read(0, values.size(), type, out, cursor);
        (void)array->read(layout.elements - values.size(), values.size(), type, out, cursor);
    }
}
