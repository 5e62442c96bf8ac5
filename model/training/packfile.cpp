#include "model/training/packfile.h"

#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace transcope::model {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;
using nlohmann::json;

constexpr char Magic[8] = {'T', 'S', 'P', 'A', 'C', 'K', '0', '1'};
constexpr std::size_t PreambleBytes = 16;
constexpr std::size_t Alignment = 64;

json toJson(const PackHeader& h)
{
    json sections = json::array();
    for (const PackedSection& s : h.sections)
        sections.push_back(
            {{"name", s.name}, {"patient", s.patient}, {"first", s.first}, {"count", s.count}});
    json genes = json::array();
    for (const core::Gene& g : h.genes)
        genes.push_back({{"symbol", g.symbol}, {"id", g.id}});
    json out = {{"sizePx", h.patches.sizePx},
                {"downsamples", h.patches.downsamples},
                {"genes", genes},
                {"normalisation", core::name(h.normalisation)},
                {"sections", sections},
                {"origin", h.origin},
                {"licence", h.licence}};
    if (h.patches.umPerPx)
        out["umPerPx"] = *h.patches.umPerPx;
    if (!h.depth.empty())
        out["depth"] = h.depth;
    for (const ArrayPlace& place : h.places)
        out["array"].push_back({place.row, place.column});
    if (h.hasCounts)
        out["counts"] = true;
    return out;
}

/// Throws json::exception or std::runtime_error with what is wrong.
PackHeader headerFrom(const json& j)
{
    PackHeader h;
    h.patches.sizePx = j.at("sizePx");
    h.patches.downsamples = j.at("downsamples").get<std::vector<double>>();
    if (j.contains("umPerPx"))
        h.patches.umPerPx = j.at("umPerPx").get<double>();
    for (const json& g : j.at("genes"))
        h.genes.push_back({g.at("symbol"), g.at("id")});
    const auto normalisation = core::normalisationNamed(j.at("normalisation").get<std::string>());
    if (!normalisation)
        throw std::runtime_error("its normalisation is unknown");
    h.normalisation = *normalisation;
    std::int64_t next = 0;
    for (const json& s : j.at("sections")) {
        h.sections.push_back({s.at("name"), s.at("patient"), s.at("first"), s.at("count")});
        if (h.sections.back().first != next || h.sections.back().count < 0)
            throw std::runtime_error("its sections do not follow one another");
        next += h.sections.back().count;
    }
    if (j.contains("depth"))
        h.depth = j.at("depth").get<std::vector<float>>();
    if (!h.depth.empty() && static_cast<std::int64_t>(h.depth.size()) != next)
        throw std::runtime_error("it has not one depth per spot");
    for (const json& place : j.value("array", json::array()))
        h.places.push_back({place.at(0), place.at(1)});
    if (!h.places.empty() && static_cast<std::int64_t>(h.places.size()) != next)
        throw std::runtime_error("it has not one place on the array per spot");
    h.hasCounts = j.value("counts", false);
    h.origin = j.at("origin");
    h.licence = j.at("licence");
    constexpr int LargestPatch = 4096;
    if (h.patches.sizePx <= 0 || h.patches.sizePx > LargestPatch || h.patches.downsamples.empty() ||
        h.genes.empty())
        throw std::runtime_error("it names no usable patches or genes");
    return h;
}

tl::unexpected<core::Error> damaged(const fs::path& path, const std::string& what)
{
    return fail(ErrorCode::BadInput, path.string() + " is not a usable packed data set: " + what,
                "Make it again with transcope-cli pack");
}

/// Empty, or which label or count there cannot be.
std::string wrongValue(std::span<const float> labels, std::span<const float> counts,
                       const core::GeneList& genes)
{
    const auto where = [&](const char* what, std::size_t i) {
        return std::string(what) + " of spot " + std::to_string(i / genes.size()) + ", gene " +
               genes[i % genes.size()].name();
    };
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (!std::isfinite(labels[i]))
            return where("the label", i) + " is not a finite number";
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (!(std::isfinite(counts[i]) && counts[i] >= 0))
            return where("the count", i) + " is not a number from 0 on";
    return {};
}

} // namespace

std::optional<std::size_t> PackHeader::placeOfLevel(int level) const
{
    const auto& all = patches.downsamples;
    const auto found = std::find(all.begin(), all.end(), static_cast<double>(1 << level));
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

core::Result<std::shared_ptr<const PackFile>> PackFile::open(const fs::path& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail(ErrorCode::NotFound, "cannot open " + path.string() + ": " + std::strerror(errno),
                    "Check the path");
    struct stat status
    {
    };
    const bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    const auto bytes = known ? static_cast<std::size_t>(status.st_size) : 0;
    void* mapped = bytes >= PreambleBytes ? mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
    ::close(file);
    if (mapped == MAP_FAILED)
        return damaged(path, "it is too short");
    std::shared_ptr<PackFile> pack(new PackFile);
    pack->m_data = static_cast<const std::uint8_t*>(mapped);
    pack->m_bytes = bytes;
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, pack->m_data + sizeof Magic, sizeof headerBytes);
    if (std::memcmp(pack->m_data, Magic, sizeof Magic) != 0)
        return damaged(path, "it does not begin with TSPACK01");
    if (headerBytes > bytes - PreambleBytes || (headerBytes + PreambleBytes) % Alignment != 0)
        return damaged(path, "its header is cut off");
    try {
        const char* text = reinterpret_cast<const char*>(pack->m_data) + PreambleBytes;
        pack->m_header = headerFrom(core::parseJson({text, headerBytes}));
    } catch (const std::exception& e) {
        return damaged(path, e.what());
    }
    const auto spots = static_cast<std::size_t>(pack->m_header.spots());
    const std::size_t genes = pack->m_header.genes.size();
    pack->m_labelsAt = PreambleBytes + headerBytes;
    const std::size_t tables = pack->m_header.hasCounts ? 2 : 1;
    pack->m_countsAt = pack->m_labelsAt + spots * genes * sizeof(float);
    pack->m_patchesAt = pack->m_labelsAt + tables * spots * genes * sizeof(float);
    // Dividing first: spots and sizes come from the file and their product may overflow.
    const std::size_t perSpot = tables * genes * sizeof(float) + pack->m_header.patchBytes();
    if (spots != (bytes - pack->m_labelsAt) / perSpot || (bytes - pack->m_labelsAt) % perSpot != 0)
        return damaged(path, "it is shorter or longer than its header says");
    const auto* values = reinterpret_cast<const float*>(pack->m_data + pack->m_labelsAt);
    const std::span<const float> labels(values, spots * genes);
    const std::span<const float> counts(values + labels.size(), (tables - 1) * labels.size());
    if (const auto wrong = wrongValue(labels, counts, pack->m_header.genes); !wrong.empty())
        return damaged(path, wrong);
    return pack;
}

PackFile::~PackFile()
{
    if (m_data)
        munmap(const_cast<std::uint8_t*>(m_data), m_bytes);
}

std::span<const float> PackFile::row(std::size_t at, std::int64_t spot) const
{
    const std::size_t genes = m_header.genes.size();
    return {reinterpret_cast<const float*>(m_data + at) + static_cast<std::size_t>(spot) * genes, genes};
}

std::span<const float> PackFile::labels(std::int64_t spot) const
{
    return row(m_labelsAt, spot);
}

std::span<const float> PackFile::counts(std::int64_t spot) const
{
    return row(m_countsAt, spot);
}

std::span<const std::uint8_t> PackFile::patches(std::int64_t spot) const
{
    const std::size_t bytes = m_header.patchBytes();
    return {m_data + m_patchesAt + static_cast<std::size_t>(spot) * bytes, bytes};
}

core::Result<std::unique_ptr<PackWriter>> PackWriter::create(const fs::path& path, const PackHeader& header,
                                                             std::span<const float> labels,
                                                             std::span<const float> counts)
{
    if (labels.size() != static_cast<std::size_t>(header.spots()) * header.genes.size() || labels.empty())
        return fail(ErrorCode::InvalidArgument,
                    "a packed data set needs a label for every gene of every spot, and at least one spot");
    if (counts.size() != (header.hasCounts ? labels.size() : 0))
        return fail(ErrorCode::InvalidArgument, "a packed data set has a count for every label or none");
    if (const auto wrong = wrongValue(labels, counts, header.genes); !wrong.empty())
        return fail(ErrorCode::InvalidArgument, wrong);
    std::unique_ptr<PackWriter> writer(new PackWriter(path));
    writer->m_missing = header.spots();
    writer->m_patchBytes = header.patchBytes();
    std::string text = toJson(header).dump();
    text.append((Alignment - (PreambleBytes + text.size()) % Alignment) % Alignment, ' ');
    const std::uint64_t headerBytes = text.size();
    writer->m_out.open(writer->m_file.temporary(), std::ios::binary | std::ios::trunc);
    writer->m_out.write(Magic, sizeof Magic);
    writer->m_out.write(reinterpret_cast<const char*>(&headerBytes), sizeof headerBytes);
    writer->m_out.write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto values : {labels, counts})
        writer->m_out.write(reinterpret_cast<const char*>(values.data()),
                            static_cast<std::streamsize>(values.size_bytes()));
    if (!writer->m_out)
        return fail(ErrorCode::WriteFailed, "cannot write " + path.string(),
                    "Check the folder and the free space");
    return writer;
}

core::Result<void> PackWriter::append(std::span<const std::uint8_t> patches)
{
    if (patches.size() != m_patchBytes || m_missing <= 0)
        return fail(ErrorCode::InvalidArgument,
                    "patches of the wrong size, or of more spots than there are labels");
    m_out.write(reinterpret_cast<const char*>(patches.data()), static_cast<std::streamsize>(patches.size()));
    --m_missing;
    if (!m_out)
        return fail(ErrorCode::WriteFailed, "cannot write " + m_file.out().string(), "Check the free space");
    return {};
}

core::Result<std::int64_t> PackWriter::finish()
{
    if (m_missing != 0)
        return fail(ErrorCode::InvalidArgument, std::to_string(m_missing) + " spots have no patches");
    m_out.close();
    if (!m_out)
        return fail(ErrorCode::WriteFailed, "cannot write " + m_file.out().string(), "Check the free space");
    TRY_RUN(m_file.commit());
    std::error_code error;
    return static_cast<std::int64_t>(fs::file_size(m_file.out(), error));
}

} // namespace transcope::model
