// In place of core/io's h5connection.cpp: HDF5 in this very process, as nothing but a benchmark reads it.

#include "core/base/try.h"
#include "core/h5/h5server.h"
#include "core/io/h5connection.h"

namespace transcope::core {

namespace {

/// One file at a time.
std::optional<H5Server> server;

} // namespace

Result<std::shared_ptr<H5Connection>> H5Connection::open(const std::filesystem::path& path)
{
    std::shared_ptr<H5Connection> connection(new H5Connection);
    connection->m_path = path;
    server.emplace(-1);
    TRY_RUN(connection->ask(H5Message().add(H5Request::Open).add(path.string())));
    return connection;
}

H5Connection::~H5Connection() = default;

Result<std::string> H5Connection::ask(const H5Message& request)
{
    const H5Lock lock;
    const auto framed =
        server->answer(std::string_view(request.framed()).substr(sizeof(std::uint64_t))).framed();
    return saidBy(framed.substr(sizeof(std::uint64_t))).value();
}

Result<std::string> H5Connection::layoutOf(const std::string& dataset)
{
    return ask(H5Message().add(H5Request::Layout).add(dataset));
}

std::uint64_t H5Connection::number(H5Request kind, const std::string& object)
{
    return H5Fields(ask(H5Message().add(kind).add(object)).value_or(std::string())).number();
}

Result<void> H5Connection::read(const Part& part, std::span<std::byte> out, std::uint64_t)
{
    const H5Lock lock;
    TRY(const auto* dataset, server->opened(part.dataset));
    return dataset->read(part.first, part.count, part.type, out.data());
}

} // namespace transcope::core
