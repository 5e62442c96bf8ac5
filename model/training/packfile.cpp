#include "model/training/packfile.h"

#include "core/base/parsejson.h"
#include "core/base/try.h"

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

/// The next place from `at` on where a block may begin.
std::size_t aligned(std::size_t at)
{
    return (at + Alignment - 1) / Alignment * Alignment;
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
        pack->m_header = packHeaderFrom(core::parseJson({text, headerBytes}));
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
    const std::size_t held = (bytes - pack->m_labelsAt) / perSpot;
    const bool fits =
        pack->m_header.features ? spots <= held : spots == held && (bytes - pack->m_labelsAt) % perSpot == 0;
    if (!fits)
        return damaged(path, "it is shorter or longer than its header says");
    if (pack->m_header.features)
        if (const auto wrong = pack->findFeatures(); !wrong.empty())
            return damaged(path, wrong);
    const auto* values = reinterpret_cast<const float*>(pack->m_data + pack->m_labelsAt);
    const std::span<const float> labels(values, spots * genes);
    const std::span<const float> counts(values + labels.size(), (tables - 1) * labels.size());
    if (const auto wrong = wrongValue(labels, counts, pack->m_header.genes); !wrong.empty())
        return damaged(path, wrong);
    return pack;
}

std::string PackFile::findFeatures()
{
    const auto spots = static_cast<std::size_t>(m_header.spots());
    double networkValues = 0; // their product may overflow
    for (const auto& [name, shape] : m_header.features->networks) {
        double values = 1;
        for (const std::int64_t extent : shape)
            values *= static_cast<double>(extent);
        networkValues += values;
    }
    m_featuresAt = aligned(m_patchesAt + spots * m_header.patchBytes());
    const double behind = (static_cast<double>(spots) + 1 + networkValues) * sizeof(float);
    if (static_cast<double>(m_featuresAt) + behind > static_cast<double>(m_bytes))
        return "its features are cut off";
    m_networksAt = m_bytes - static_cast<std::size_t>(networkValues) * sizeof(float);
    const std::uint8_t* counts = m_data + m_networksAt - (spots + 1) * sizeof(std::uint32_t);
    m_superpixels.assign(1, 0);
    for (std::size_t spot = 0; spot < spots; ++spot) {
        std::uint32_t count = 0;
        std::memcpy(&count, counts + spot * sizeof count, sizeof count);
        if (count == 0)
            return "spot " + std::to_string(spot) + " has no superpixels";
        m_superpixels.push_back(m_superpixels.back() + count);
    }
    float seconds = 0;
    std::memcpy(&seconds, counts + spots * sizeof seconds, sizeof seconds);
    m_featureSeconds = static_cast<double>(seconds);
    const auto width = static_cast<std::size_t>(m_header.features->width);
    if (m_superpixels.back() * width * sizeof(float) !=
        static_cast<std::size_t>(counts - m_data) - m_featuresAt)
        return "its features are not those of its spots' superpixels";
    return {};
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

std::span<const float> PackFile::features(std::int64_t spot) const
{
    const auto width = static_cast<std::size_t>(m_header.features->width);
    const std::size_t first = m_superpixels[static_cast<std::size_t>(spot)],
                      end = m_superpixels[static_cast<std::size_t>(spot) + 1];
    return {reinterpret_cast<const float*>(m_data + m_featuresAt) + first * width, (end - first) * width};
}

TensorMap PackFile::networks() const
{
    TensorMap tensors;
    const auto* values = reinterpret_cast<const float*>(m_data + m_networksAt);
    for (const auto& [name, shape] : m_header.features->networks) {
        tensors[name] = {shape, {values, values + elementCount(shape)}};
        values += elementCount(shape);
    }
    return tensors;
}

PackWriter::PackWriter(const fs::path& path, const PackHeader& header)
    : m_file(path), m_spots(header.spots()), m_missing(header.spots()), m_patchBytes(header.patchBytes()),
      m_features(header.features)
{
}

core::Result<void> PackWriter::write(const void* bytes, std::size_t count)
{
    m_out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
    if (!m_out)
        return fail(ErrorCode::WriteFailed, "cannot write " + m_file.out().string(), "Check the free space");
    return {};
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
    std::unique_ptr<PackWriter> writer(new PackWriter(path, header));
    std::string text = toJson(header).dump();
    text.append(aligned(PreambleBytes + text.size()) - PreambleBytes - text.size(), ' ');
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
    --m_missing;
    return write(patches.data(), patches.size());
}

core::Result<void> PackWriter::appendFeatures(std::span<const float> features)
{
    const std::size_t width = m_features ? static_cast<std::size_t>(m_features->width) : 0;
    if (m_missing != 0 || width == 0 || features.empty() || features.size() % width != 0 ||
        std::ssize(m_superpixels) == m_spots)
        return fail(ErrorCode::InvalidArgument, "features that are no spot's, or come before all patches");
    if (m_superpixels.empty()) {
        const auto at = static_cast<std::size_t>(m_out.tellp());
        const std::vector<char> blank(aligned(at) - at, 0);
        TRY_RUN(write(blank.data(), blank.size()));
    }
    m_superpixels.push_back(static_cast<std::uint32_t>(features.size() / width));
    return write(features.data(), features.size_bytes());
}

core::Result<void> PackWriter::endFeatures(const TensorMap& networks, double seconds)
{
    const bool asTold =
        m_features && std::ssize(m_superpixels) == m_spots &&
        std::ranges::equal(networks, m_features->networks, [](const auto& tensor, const auto& told) {
            return tensor.first == told.first && tensor.second.shape == told.second &&
                   tensor.second.data.size() == elementCount(told.second);
        });
    if (!asTold)
        return fail(ErrorCode::InvalidArgument,
                    "features of some spots are missing, or other networks made them");
    TRY_RUN(write(m_superpixels.data(), m_superpixels.size() * sizeof(std::uint32_t)));
    const auto took = static_cast<float>(seconds);
    TRY_RUN(write(&took, sizeof took));
    for (const auto& [name, tensor] : networks)
        TRY_RUN(write(tensor.data.data(), tensor.data.size() * sizeof(float)));
    m_hasNetworks = true;
    return {};
}

core::Result<std::int64_t> PackWriter::finish()
{
    if (m_missing != 0)
        return fail(ErrorCode::InvalidArgument, std::to_string(m_missing) + " spots have no patches");
    if (m_features && !m_hasNetworks)
        return fail(ErrorCode::InvalidArgument, "the features that the header tells of are missing");
    m_out.close();
    if (!m_out)
        return fail(ErrorCode::WriteFailed, "cannot write " + m_file.out().string(), "Check the free space");
    TRY_RUN(m_file.commit());
    std::error_code error;
    return static_cast<std::int64_t>(fs::file_size(m_file.out(), error));
}

} // namespace transcope::model
