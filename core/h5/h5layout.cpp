#include "core/h5/h5object.h"

#include <bit>

namespace transcope::core {

namespace {

/// Each is asked for by itself.
constexpr hsize_t MostChunks = hsize_t{1} << 18;

/// Kind and size of a number with the machine's order of bytes.
std::optional<RawLayout> numberLayout(hid_t type)
{
    const auto kind = H5Tget_class(type);
    const auto order = std::endian::native == std::endian::little ? H5T_ORDER_LE : H5T_ORDER_BE;
    const auto bytes = H5Tget_size(type);
    if (bytes > 1 && H5Tget_order(type) != order)
        return std::nullopt;
    const bool isFloat = H5Tequal(type, H5T_NATIVE_FLOAT) > 0 || H5Tequal(type, H5T_NATIVE_DOUBLE) > 0;
    const bool isWhole = kind == H5T_INTEGER && H5Tget_precision(type) == 8 * bytes;
    if (!isFloat && !isWhole)
        return std::nullopt;
    RawLayout layout;
    layout.kind = isFloat                             ? RawLayout::Kind::Float
                  : H5Tget_sign(type) == H5T_SGN_NONE ? RawLayout::Kind::Unsigned
                                                      : RawLayout::Kind::Signed;
    layout.elementBytes = bytes;
    return layout;
}

/// As which numbers a text of variable length lies in the file: its length in 4 bytes, where the heap that
/// has it begins in 8, and which there in 4.
std::optional<RawLayout> textLayout(hid_t type, hid_t fileCreation)
{
    std::size_t addressBytes = 0, sizeBytes = 0;
    const bool isKnown = H5Tis_variable_str(type) > 0 && std::endian::native == std::endian::little &&
                         H5Pget_sizes(fileCreation, &addressBytes, &sizeBytes) >= 0 && addressBytes == 8 &&
                         sizeBytes == 8;
    if (!isKnown)
        return std::nullopt;
    RawLayout layout;
    layout.kind = RawLayout::Kind::Text;
    layout.elementBytes = RawLayout::TextBytes;
    return layout;
}

/// Whether the filters are none, "deflate", or "shuffle" and "deflate".
bool setFilters(RawLayout& layout, hid_t properties)
{
    const int count = H5Pget_nfilters(properties);
    for (int i = 0; i < count; ++i) {
        unsigned flags = 0, config = 0;
        std::size_t values = 0;
        const auto filter = H5Pget_filter2(properties, static_cast<unsigned>(i), &flags, &values, nullptr, 0,
                                           nullptr, &config);
        if (filter == H5Z_FILTER_SHUFFLE && i == 0 && count == 2)
            layout.shuffled = true;
        else if (filter == H5Z_FILTER_DEFLATE && i == count - 1)
            layout.deflated = true;
        else
            return false;
    }
    return true;
}

} // namespace

std::optional<RawLayout> H5Dataset::inOnePiece(RawLayout layout) const
{
    const auto offset = H5Dget_offset(m_id.get());
    if (offset == HADDR_UNDEF || // it was never written, or lies in another file
        H5Dget_storage_size(m_id.get()) != layout.elements * layout.elementBytes)
        return std::nullopt;
    layout.pieceElements = layout.elements;
    layout.pieces = {{offset, layout.elements * layout.elementBytes}};
    return layout;
}

std::optional<RawLayout> H5Dataset::inChunks(RawLayout layout, hid_t properties) const
{
    hsize_t chunk = 0;
    if (H5Pget_chunk(properties, 1, &chunk) != 1 || chunk == 0 || !setFilters(layout, properties) ||
        (layout.elements - 1) / chunk >= MostChunks)
        return std::nullopt;
    layout.pieceElements = chunk;
    for (hsize_t first = 0; first < layout.elements; first += chunk) {
        unsigned skipped = 0;
        haddr_t offset = HADDR_UNDEF;
        hsize_t bytes = 0;
        if (H5Dget_chunk_info_by_coord(m_id.get(), &first, &skipped, &offset, &bytes) < 0 ||
            offset == HADDR_UNDEF || skipped != 0)
            return std::nullopt;
        layout.pieces.push_back({offset, bytes});
    }
    return layout;
}

std::optional<RawLayout> H5Dataset::layout() const
{
    const H5Id file(H5Iget_file_id(m_id.get())), made(H5Fget_create_plist(file.get()));
    auto layout = H5Tget_class(m_type.get()) == H5T_STRING ? textLayout(m_type.get(), made.get())
                                                           : numberLayout(m_type.get());
    if (!layout || m_shape.size() != 1 || m_shape.front() == 0)
        return std::nullopt;
    // Offsets would count from its end.
    hsize_t before = 0;
    if (H5Pget_userblock(made.get(), &before) < 0 || before != 0)
        return std::nullopt;
    layout->elements = m_shape.front();
    const H5Id properties(H5Dget_create_plist(m_id.get()));
    switch (H5Pget_layout(properties.get())) {
    case H5D_CONTIGUOUS:
        return inOnePiece(*std::move(layout));
    case H5D_CHUNKED:
        return inChunks(*std::move(layout), properties.get());
    default:
        return std::nullopt;
    }
}

} // namespace transcope::core
