#include "core/h5/rawtexts.h"

#include "core/h5/rawarray.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

namespace transcope::core {

namespace {

/// A damaged file can claim any size: elements and bytes of all texts, as the library's own are bounded.
constexpr std::uint64_t MostTexts = std::uint64_t{1} << 27, MostBytes = std::uint64_t{1} << 31;
constexpr std::uint64_t LargestHeap = std::uint64_t{1} << 26;

/// In the order of bytes that the layout vouches for.
template <class T> T numberAt(std::span<const std::byte> bytes, std::size_t at)
{
    T number;
    std::memcpy(&number, bytes.data() + at, sizeof number);
    return number;
}

/// One heap at a time, with the texts in it. Heaps follow each other, so that more than one is read at once.
class Heap
{
public:
    explicit Heap(const RawArray& file) : m_file(file) {}

    /// False where there is none at that place, or more was read by now than a sound file can need.
    bool load(std::uint64_t address)
    {
        if (m_objects.empty() || address != m_address) {
            m_objects.clear();
            m_address = address;
            return fill() && findObjects();
        }
        return true;
    }
    /// Nothing where the heap has no such text, or a shorter one.
    std::optional<std::string_view> text(std::uint32_t index, std::uint32_t length) const
    {
        if (index >= m_objects.size() || length > m_objects[index].bytes)
            return std::nullopt;
        return std::string_view(reinterpret_cast<const char*>(heap().data()) + m_objects[index].at, length);
    }

private:
    struct Object
    {
        std::uint64_t at = 0, bytes = 0; ///< in the heap; a text has at least its place
    };
    static constexpr std::uint64_t HeaderBytes = 16, ObjectHeaderBytes = 16, Alignment = 8;
    static constexpr std::uint64_t Slack = std::uint64_t{1} << 24;

    std::span<const std::byte> heap() const
    {
        return std::span(m_window).subspan(m_address - m_windowAt, m_heapBytes);
    }

    /// The heap into the window.
    bool fill()
    {
        constexpr std::uint64_t Usual = std::uint64_t{1} << 16;
        if (!reach(HeaderBytes, Usual))
            return false;
        const auto header = std::span(m_window).subspan(m_address - m_windowAt);
        m_heapBytes = numberAt<std::uint64_t>(header, 8);
        return std::memcmp(header.data(), "GCOL\1", 5) == 0 && m_heapBytes >= HeaderBytes &&
               m_heapBytes <= LargestHeap && reach(m_heapBytes, std::max(m_heapBytes, Usual));
    }

    /// `bytes` from the heap's begin on into the window, and what follows where it must be read anyway.
    bool reach(std::uint64_t bytes, std::uint64_t ahead)
    {
        if (m_address >= m_windowAt && m_address - m_windowAt <= m_window.size() &&
            bytes <= m_window.size() - (m_address - m_windowAt))
            return true;
        if (m_address > m_file.fileBytes() || bytes > m_file.fileBytes() - m_address)
            return false;
        m_window.resize(std::min(ahead, m_file.fileBytes() - m_address));
        m_windowAt = m_address;
        m_read += m_window.size();
        // Heaps in turn, over and over: no file is written so.
        return m_read <= 8 * m_file.fileBytes() + Slack && m_file.readBytes(m_address, m_window);
    }

    /// Objects say where the next one begins; number 0 is the room that is left.
    bool findObjects()
    {
        m_objects.resize(1);
        const auto bytes = heap();
        for (std::uint64_t at = HeaderBytes; bytes.size() - at >= ObjectHeaderBytes;) {
            const auto index = numberAt<std::uint16_t>(bytes, at);
            const auto size = numberAt<std::uint64_t>(bytes, at + 8);
            at += ObjectHeaderBytes;
            if (index == 0)
                return true;
            if (size > bytes.size() - at)
                return false;
            if (index >= m_objects.size())
                m_objects.resize(index + std::size_t{1});
            m_objects[index] = {at, size};
            at += std::min((size + Alignment - 1) / Alignment * Alignment, bytes.size() - at);
        }
        return true;
    }

    const RawArray& m_file;
    std::uint64_t m_address = 0, m_heapBytes = 0;
    std::vector<Object> m_objects; ///< by number; empty where no heap is loaded
    std::vector<std::byte> m_window;
    std::uint64_t m_windowAt = 0, m_read = 0;
};

/// The references as numbers of 8 bytes, two for each. Nothing where they cannot be read so.
std::shared_ptr<const RawArray> asNumbers(const std::filesystem::path& path, const std::string& name,
                                          RawLayout layout)
{
    if (layout.kind != RawLayout::Kind::Text || layout.elementBytes != RawLayout::TextBytes ||
        layout.elements > MostTexts || layout.pieceElements > MostTexts || layout.shuffled)
        return nullptr;
    layout.kind = RawLayout::Kind::Signed;
    layout.elementBytes = sizeof(std::int64_t);
    layout.elements *= RawLayout::TextBytes / sizeof(std::int64_t);
    layout.pieceElements *= RawLayout::TextBytes / sizeof(std::int64_t);
    return RawArray::open(path, name, std::move(layout));
}

} // namespace

std::optional<std::vector<std::string>> readRawTexts(const std::filesystem::path& path,
                                                     const std::string& name, RawLayout layout)
{
    constexpr std::uint64_t AtOnce = std::uint64_t{1} << 13; // of numbers
    const auto numbers = asNumbers(path, name, std::move(layout));
    if (!numbers)
        return std::nullopt;
    std::vector<std::string> texts;
    // Where they are packed, a small file can claim many.
    texts.reserve(std::min(numbers->elements() / 2, numbers->fileBytes() / sizeof(std::uint64_t)));
    Heap heap(*numbers);
    RawArray::Cursor cursor;
    std::vector<std::byte> part;
    std::uint64_t allBytes = 0;
    for (std::uint64_t first = 0; first < numbers->elements(); first += AtOnce) {
        const auto count = std::min(AtOnce, numbers->elements() - first);
        part.resize(count * sizeof(std::int64_t));
        if (!numbers->read(first, count, NumberType::Int64, part, cursor))
            return std::nullopt;
        for (std::size_t at = 0; at < part.size(); at += RawLayout::TextBytes) {
            const auto length = numberAt<std::uint32_t>(part, at);
            const auto address = numberAt<std::uint64_t>(part, at + 4);
            if (length == 0 || address == 0) {
                texts.emplace_back();
                continue;
            }
            const auto text =
                heap.load(address) ? heap.text(numberAt<std::uint32_t>(part, at + 12), length) : std::nullopt;
            allBytes += length;
            if (!text || allBytes > MostBytes)
                return std::nullopt;
            texts.emplace_back(text->substr(0, text->find('\0')));
        }
    }
    return texts;
}

} // namespace transcope::core
