#include "tests/testsupport/sectionpack.h"

#include "core/base/try.h"

#include <array>

namespace transcope::tests {

namespace {

constexpr int Spots = 40, Columns = 4, Border = 3;

int shadeOf(int spot)
{
    return (spot + spot / Columns) % 4; // not the same in each column
}

std::vector<std::uint8_t> patchOf(int spot)
{
    const int shade = shadeOf(spot);
    const std::array<std::uint8_t, 3> colour = {static_cast<std::uint8_t>(shade % 2 == 0 ? 40 : 160),
                                                static_cast<std::uint8_t>(shade / 2 == 0 ? 40 : 160), 100};
    std::vector<std::uint8_t> patch;
    for (int y = 0; y < SectionPackPx; ++y)
        for (int x = 0; x < SectionPackPx; ++x) {
            const bool middle = std::min(x, y) >= Border && std::max(x, y) < SectionPackPx - Border;
            for (const std::uint8_t value : colour)
                patch.push_back(middle ? value : 0);
        }
    return patch;
}

} // namespace

core::Result<std::shared_ptr<const model::PackFile>> writeSectionPack(const std::filesystem::path& path,
                                                                      const SectionPackOptions& options)
{
    model::PackHeader header;
    header.patches.sizePx = SectionPackPx;
    header.patches.downsamples = {1};
    header.genes = {{"LIGHT", ""}, {"DARK", ""}};
    header.sections = {{"A1", "A", 0, 12}, {"A2", "A", 12, 16}, {"B1", "B", 28, 12}};
    header.hasCounts = options.counts;
    header.origin = "a toy of colours";
    std::vector<float> labels, counts;
    for (int spot = 0; spot < Spots; ++spot) {
        const auto shade = static_cast<float>(shadeOf(spot));
        for (const float label : {shade, 3 - shade}) {
            labels.push_back(label);
            if (options.counts)
                counts.push_back(2 * label + 1);
        }
        if (options.places)
            header.places.push_back({spot / Columns % 4, spot % Columns});
    }
    TRY(auto writer, model::PackWriter::create(path, header, labels, counts));
    for (int spot = 0; spot < Spots; ++spot)
        TRY_RUN(writer->append(patchOf(spot)));
    TRY_RUN(writer->finish());
    return model::PackFile::open(path);
}

} // namespace transcope::tests
