#include "core/io/h5adsections.h"

#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/io/h5adwrite.h"

#include <algorithm>
#include <limits>
#include <set>

namespace transcope::core {

namespace {

using Sections = std::vector<SectionOfFile>;

Result<void> check(const std::filesystem::path& out, const Sections& sections)
{
    const auto bad = [&](const std::string& what) {
        return fail(ErrorCode::InvalidArgument, out.string() + ": " + what,
                    "Give sections of different names, with the same genes");
    };
    if (sections.empty())
        return bad("there is no section to write");
    std::set<std::string> names;
    for (const auto& section : sections) {
        if (!names.insert(section.name).second)
            return bad("two sections are called " + section.name);
        if (section.layer.genes != sections.front().layer.genes)
            return bad(section.name + " has other genes than " + sections.front().name);
    }
    return {};
}

/// As anndata.concat makes names that are nobody else's.
std::shared_ptr<const SpotTable> joinedSpots(const Sections& sections)
{
    auto joined = std::make_shared<SpotTable>();
    for (const auto& section : sections)
        for (Spot spot : section.layer.spots->spots) {
            spot.id += "-" + section.name;
            joined->spots.push_back(std::move(spot));
        }
    return joined;
}

Result<ExpressionMatrix> joinedValues(const Sections& sections, std::size_t spots)
{
    const std::size_t genes = sections.front().layer.genes.size();
    ExpressionMatrix joined(spots, genes);
    for (std::size_t gene = 0; gene < genes; ++gene) {
        auto at = joined.gene(gene).begin();
        for (const auto& section : sections) {
            TRY(const auto values, section.layer.values->gene(gene));
            at = std::ranges::copy(values, at).out;
        }
    }
    return joined;
}

/// Empty where a section does not tell.
std::vector<std::uint8_t> joinedPadded(const Sections& sections)
{
    std::vector<std::uint8_t> joined;
    for (const auto& section : sections) {
        if (section.layer.padded.size() != section.layer.spots->size())
            return {};
        joined.insert(joined.end(), section.layer.padded.begin(), section.layer.padded.end());
    }
    return joined;
}

ObservationColumn whoseRows(const Sections& sections)
{
    ObservationColumn column{"library_id"};
    for (const auto& section : sections) {
        column.codes.insert(column.codes.end(), section.layer.spots->size(),
                            static_cast<int>(column.categories.size()));
        column.categories.push_back(section.name);
    }
    return column;
}

/// Columns per spot by the names that the sections give them.
Result<Observations> joinedPerSpot(const Sections& sections, std::size_t spots)
{
    Observations columns;
    std::size_t first = 0;
    for (const auto& section : sections) {
        for (std::size_t c = 0; section.perSpot && c < section.perSpot->genes.size(); ++c) {
            const auto& name = section.perSpot->genes[c].symbol;
            auto column = std::ranges::find(columns, name, &ObservationColumn::name);
            if (column == columns.end())
                column = columns.insert(column,
                                        {name, std::vector(spots, std::numeric_limits<float>::quiet_NaN())});
            TRY(const auto values, section.perSpot->values->gene(c));
            std::ranges::copy(values, column->numbers.begin() + static_cast<std::ptrdiff_t>(first));
        }
        first += section.layer.spots->size();
    }
    return columns;
}

/// What holds for all; what differs is named once each.
Provenance joinedProvenance(const Sections& sections)
{
    Provenance joined = sections.front().layer.provenance;
    for (std::string Provenance::*field : {&Provenance::device, &Provenance::precision}) {
        std::set<std::string> values;
        for (const auto& section : sections)
            values.insert(section.layer.provenance.*field);
        std::string all;
        for (const auto& value : values)
            all += (all.empty() ? "" : ", ") + value;
        joined.*field = all;
    }
    for (const auto& section : sections) {
        joined.date = std::max(joined.date, section.layer.provenance.date);
        if (section.layer.provenance.umPerPx != joined.umPerPx)
            joined.umPerPx = 0; // each section has its own
    }
    return joined;
}

H5adPart partOf(const SectionOfFile& section)
{
    H5adPart part{section.name,
                  section.layer.spots.get(),
                  {{"slide", section.slide.string()},
                   {"slide_hash", section.slideHash},
                   {"width_px", section.sizeLevel0Px.width},
                   {"height_px", section.sizeLevel0Px.height},
                   {"patch_um_per_px", section.layer.provenance.umPerPx},
                   {"device", section.layer.provenance.device},
                   {"date", section.layer.provenance.date}}};
    if (section.slideUmPerPx)
        part.facts["slide_um_per_px"] = *section.slideUmPerPx;
    return part;
}

} // namespace

Result<void> writeSectionsH5ad(const std::filesystem::path& out, const Sections& sections)
{
    TRY_RUN(check(out, sections));
    Layer joined = sections.front().layer;
    joined.spots = joinedSpots(sections);
    TRY(auto values, joinedValues(sections, joined.spots->size()));
    joined.values = denseExpression(std::move(values));
    joined.padded = joinedPadded(sections);
    joined.provenance = joinedProvenance(sections);
    TRY(auto perSpot, joinedPerSpot(sections, joined.spots->size()));
    perSpot.insert(perSpot.begin(), whoseRows(sections));
    joined.observations = std::make_shared<const Observations>(std::move(perSpot));
    std::vector<H5adPart> parts;
    std::ranges::transform(sections, std::back_inserter(parts), partOf);
    return writeH5adParts(out, {&joined}, {}, parts);
}

} // namespace transcope::core
