#include "core/h5/h5server.h"

#include "core/base/guarded.h"
#include "core/base/try.h"

#include <limits>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace transcope::core {

namespace {

/// Datasets that stay open: the parts of a sparse matrix are read in turn.
constexpr std::size_t OpenDatasets = 4;
constexpr std::uint64_t LongestRequest = 1 << 20;
/// Of processor time, for one request. The longest sound one decompresses some 16 MB, in a tenth of a second.
constexpr rlim_t SecondsForARequest = 20;

/// HDF5 can go round in circles on a damaged file; the system then ends this process.
void limitProcessorTime()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    rlimit limit{};
    getrlimit(RLIMIT_CPU, &limit);
    limit.rlim_cur = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + SecondsForARequest;
    setrlimit(RLIMIT_CPU, &limit);
}

bool readAll(int fd, char* out, std::size_t count)
{
    while (count > 0) {
        const auto got = ::read(fd, out, count);
        if (got <= 0)
            return false;
        out += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

bool writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto count = ::write(fd, bytes.data(), bytes.size());
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace

H5Server::~H5Server()
{
    unmap();
}

H5Message H5Server::answer(std::string_view request)
{
    H5Message message;
    message.add(H5Answer::Done);
    if (const auto done = guardedCall([&] { return reply(H5Fields(request), message); }); !done)
        return H5Message()
            .add(H5Answer::Failed)
            .add(done.error().code)
            .add(done.error().message)
            .add(done.error().whatToDo);
    return message;
}

Result<void> H5Server::reply(H5Fields request, H5Message& message)
{
    const auto kind = static_cast<H5Request>(request.number());
    const std::string object = request.text();
    if (kind == H5Request::Open)
        return openFile(object);
    if (!m_file)
        return fail(ErrorCode::InvalidArgument, "No file is open", "Open one");
    switch (kind) {
    case H5Request::Has:
        message.add(m_file->has(object));
        return {};
    case H5Request::IsGroup:
        message.add(m_file->isGroup(object));
        return {};
    case H5Request::Children:
        message.add(m_file->children(object));
        return {};
    case H5Request::Dataset:
        return describe(object, message);
    case H5Request::Read:
        return readRows(object, request);
    case H5Request::Strings:
        return addStrings(object, message);
    case H5Request::IsNull:
        message.add(m_file->isNull(object));
        return {};
    case H5Request::Texts:
        message.add(m_file->textsAttribute(object, request.text()));
        return {};
    case H5Request::Layout:
        return addLayout(object, message);
    case H5Request::Integers:
        message.add(m_file->integerAttribute(object, request.text()));
        return {};
    default:
        return fail(ErrorCode::InvalidArgument, "An unknown request", "Install Transcope again");
    }
}

Result<void> H5Server::openFile(const std::string& path)
{
    TRY(auto file, H5File::open(path));
    m_file.emplace(std::move(file));
    return {};
}

Result<void> H5Server::describe(const std::string& name, H5Message& message)
{
    TRY(const auto* dataset, opened(name));
    const auto info = dataset->info();
    message.add(info.content).add(info.rowsAtOnce).add(info.shape);
    return {};
}

Result<void> H5Server::addLayout(const std::string& name, H5Message& message)
{
    TRY(const auto* dataset, opened(name));
    const auto layout = dataset->layout();
    if (!layout)
        return fail(ErrorCode::Unsupported, name + " is not laid out plainly", "Read it in parts");
    std::vector<std::uint64_t> offsets, bytes;
    for (const auto& piece : layout->pieces) {
        offsets.push_back(piece.offset);
        bytes.push_back(piece.bytes);
    }
    message.add(layout->kind).add(layout->elementBytes).add(layout->elements).add(layout->pieceElements);
    message.add(layout->deflated).add(layout->shuffled).add(offsets).add(bytes);
    return {};
}

Result<void> H5Server::addStrings(const std::string& name, H5Message& message)
{
    TRY(const auto texts, m_file->strings(name));
    message.add(texts);
    return {};
}

Result<void> H5Server::readRows(const std::string& name, H5Fields& request)
{
    TRY(const auto* dataset, opened(name));
    const auto first = request.number(), count = request.number();
    const auto type = static_cast<NumberType>(request.number());
    const auto offset = request.number(), bytes = request.number();
    const auto size = withNumberType(type, []<class T>(T*) { return sizeof(T); });
    const auto rowBytes = rowSizeOf(dataset->info().shape) * size;
    if (rowBytes != 0 && count > bytes / rowBytes)
        return fail(ErrorCode::InvalidArgument, "Rows beyond the shared memory", "Ask for fewer");
    if (!map(offset + bytes))
        return fail(ErrorCode::DeviceFailure, "Not enough memory", "Close other programs");
    return dataset->read(first, count, type, static_cast<std::byte*>(m_memory) + offset);
}

Result<const H5Dataset*> H5Server::opened(const std::string& name)
{
    for (const auto& [openName, dataset] : m_datasets)
        if (openName == name)
            return &dataset;
    TRY(auto dataset, m_file->dataset(name));
    if (m_datasets.size() == OpenDatasets)
        m_datasets.pop_front();
    return &m_datasets.emplace_back(name, std::move(dataset)).second;
}

bool H5Server::map(std::uint64_t bytes)
{
    if (bytes <= m_mapped)
        return true;
    unmap();
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_window, 0);
    if (memory == MAP_FAILED)
        return false;
    m_memory = memory;
    m_mapped = bytes;
    return true;
}

void H5Server::unmap()
{
    if (m_mapped > 0)
        ::munmap(m_memory, m_mapped);
    m_mapped = 0;
}

void serveH5(int input, int output, int window)
{
    const H5Lock lock;
    H5Server server(window);
    std::string request;
    while (true) {
        std::uint64_t length = 0;
        if (!readAll(input, reinterpret_cast<char*>(&length), sizeof length) || length > LongestRequest)
            return;
        request.resize(length);
        if (!readAll(input, request.data(), request.size()))
            return;
        limitProcessorTime();
        if (!writeAll(output, server.answer(request).framed()))
            return;
    }
}

} // namespace transcope::core
