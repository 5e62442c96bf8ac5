#include "app/cli/dataset.h"
#include "core/expression/genelistfile.h"
#include "core/expression/genematching.h"
#include "core/expression/geneselection.h"
#include "core/expression/normalisation.h"
#include "core/predict/patchextractor.h"
#include "core/slide/slideimport.h"

#include <algorithm>
#include <numeric>

namespace transcope::app {

using namespace core;

namespace {

constexpr int SelectPerSection = 1500; // DATA.md's selection
constexpr int SelectGenes = 250;
constexpr int SpotsPerRead = 16;

/// One section ready to be cut.
struct Prepared
{
    std::shared_ptr<const Slide> slide;
    SpotTable spots;
    std::optional<double> umPerPx;
};

std::vector<model::PackedSection> layOut(const DataSet& data)
{
    std::vector<model::PackedSection> sections;
    std::int64_t first = 0;
    for (const Section& s : data.sections) {
        sections.push_back({s.name, s.patient, first, static_cast<std::int64_t>(s.spots.size())});
        first += sections.back().count;
    }
    return sections;
}

Result<GeneList> chooseGenes(const DataSet& data, const model::Split& split, const std::string& file)
{
    if (!file.empty())
        return readGeneList(file);
    std::vector<SectionCounts> training;
    for (std::size_t s = 0; s < data.sections.size(); ++s)
        if (std::find(split.validationSections.begin(), split.validationSections.end(), s) ==
            split.validationSections.end())
            training.push_back({&data.sections[s].rawCounts, &data.sections[s].genes});
    GeneList genes = selectGenes(training, SelectGenes, SelectPerSection);
    if (genes.empty())
        return fail(ErrorCode::BadInput,
                    data.folder.string() + ": the training sections have no genes in common",
                    "Give a list with --genes");
    return genes;
}

/// Normalises one section and drops its empty spots, in place; appends the labels.
Result<void> label(Section& section, const GeneList& genes, Normalisation normalisation,
                   std::vector<float>& labels, std::vector<std::string>& notes)
{
    const GeneMatches matches = matchGenes(genes, section.genes);
    if (!matches.missing.empty())
        return fail(ErrorCode::BadInput,
                    section.name + " lacks genes: " + namesForMessage(genes, matches.missing),
                    "Leave them out of the list, or leave out the section");
    const Normalised normalised = normalise(section.rawCounts, matches.columns, normalisation);
    std::vector<Spot> kept;
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        if (std::binary_search(normalised.emptySpots.begin(), normalised.emptySpots.end(),
                               static_cast<int>(s)))
            continue;
        kept.push_back(section.spots.spots[s]);
        const auto row = normalised.values.spot(s);
        labels.insert(labels.end(), row.begin(), row.end());
    }
    if (!normalised.emptySpots.empty())
        notes.push_back(section.name + ": " + std::to_string(normalised.emptySpots.size()) +
                        " spots without counts were left out");
    section.spots.spots = std::move(kept);
    return {};
}

Result<std::vector<Prepared>> openImages(const DataSet& data, const ProgressFn& progress,
                                         std::stop_token stop)
{
    std::vector<Prepared> prepared;
    for (const Section& section : data.sections) {
        auto slide = openOrImportSlide(*section.image, defaultCacheDir(), progress, stop);
        if (!slide)
            return tl::unexpected(slide.error());
        const auto scale = (*slide)->umPerPx() ? (*slide)->umPerPx() : section.spots.umPerPx;
        prepared.push_back({*slide, section.spots, scale});
    }
    return prepared;
}

/// The scale that patches are cut at: the median of the sections', if all of them are known.
std::optional<double> commonScale(const std::vector<Prepared>& sections)
{
    std::vector<double> scales;
    for (const Prepared& s : sections) {
        if (!s.umPerPx)
            return {};
        scales.push_back(*s.umPerPx);
    }
    std::sort(scales.begin(), scales.end());
    return scales[scales.size() / 2];
}

Result<void> cut(const Prepared& section, const PatchSpec& spec, model::PackWriter& writer,
                 ProgressMeter& meter, std::stop_token stop)
{
    PatchExtractor extractor(section.slide, spec, section.umPerPx);
    const auto pixels = static_cast<std::size_t>(spec.sizePx) * static_cast<std::size_t>(spec.sizePx) * 3;
    std::vector<std::uint8_t> one(spec.downsamples.size() * pixels);
    for (int first = 0; first < static_cast<int>(section.spots.size()); first += SpotsPerRead) {
        std::vector<int> indices(static_cast<std::size_t>(
            std::min<int>(SpotsPerRead, static_cast<int>(section.spots.size()) - first)));
        std::iota(indices.begin(), indices.end(), first);
        const auto batch = extractor.extract(section.spots, indices, stop);
        if (!batch)
            return tl::unexpected(batch.error());
        for (std::size_t i = 0; i < indices.size(); ++i) {
            for (std::size_t level = 0; level < spec.downsamples.size(); ++level)
                std::copy_n(batch->levels[level].begin() + static_cast<std::ptrdiff_t>(i * pixels), pixels,
                            one.begin() + static_cast<std::ptrdiff_t>(level * pixels));
            if (auto done = writer.append(one); !done)
                return done;
        }
        meter.advance(static_cast<std::int64_t>(indices.size()));
    }
    return {};
}

std::string originOf(const DataSet& data)
{
    std::string names;
    for (const Section& s : data.sections)
        names += (names.empty() ? "" : ", ") + s.name;
    return std::to_string(data.sections.size()) + " sections of " + data.folder.filename().string() + ": " +
           names;
}

/// Sections, split, genes and labels; drops empty spots from `data`.
Result<Packed> describe(DataSet& data, const PackOptions& options, std::vector<float>& labels)
{
    const auto normalisation = normalisationNamed(options.normalisation);
    if (!normalisation)
        return fail(ErrorCode::InvalidArgument, "--normalisation " + options.normalisation + ": unknown",
                    "Use cpm-selected, cpm-all, log1p or none");
    const auto splitOptions = model::splitNamed(options.split, options.seed);
    if (!splitOptions)
        return tl::unexpected(splitOptions.error());
    Packed packed;
    packed.header.sections = layOut(data);
    auto split = model::makeSplit(packed.header, *splitOptions);
    if (!split)
        return tl::unexpected(split.error());
    auto genes = chooseGenes(data, *split, options.genes);
    if (!genes)
        return tl::unexpected(genes.error());
    packed.header.genes = std::move(*genes);
    packed.header.normalisation = *normalisation;
    packed.header.origin = originOf(data);
    packed.header.patches.sizePx = options.sizePx;
    packed.header.patches.downsamples.clear();
    for (const int level : options.levels)
        packed.header.patches.downsamples.push_back(1 << level);
    for (Section& section : data.sections)
        if (auto done = label(section, packed.header.genes, *normalisation, labels, data.notes); !done)
            return tl::unexpected(done.error());
    packed.header.sections = layOut(data); // again: empty spots are gone
    split = model::makeSplit(packed.header, *splitOptions);
    if (!split)
        return tl::unexpected(split.error());
    packed.split = std::move(*split);
    return packed;
}

} // namespace

Result<Packed> packDataSet(DataSet& data, const PackOptions& options, const std::filesystem::path& out,
                           const ProgressFn& progress, std::stop_token stop)
{
    std::vector<float> labels;
    auto packed = describe(data, options, labels);
    if (!packed)
        return packed;
    const auto images = openImages(data, progress, stop);
    if (!images)
        return tl::unexpected(images.error());
    packed->header.patches.umPerPx = commonScale(*images);
    auto writer = model::PackWriter::create(out, packed->header, labels);
    if (!writer)
        return tl::unexpected(writer.error());
    ProgressMeter meter(progress, "cutting patches", packed->header.spots());
    for (const Prepared& section : *images)
        if (auto done = cut(section, packed->header.patches, **writer, meter, stop); !done)
            return tl::unexpected(done.error());
    const auto bytes = (*writer)->finish();
    if (!bytes)
        return tl::unexpected(bytes.error());
    packed->bytes = *bytes;
    return packed;
}

Result<void> packFolder(const std::filesystem::path& folder, const PackOptions& options,
                        const std::filesystem::path& out, const Context& context)
{
    auto data = openDataSet(folder, context.stop);
    if (!data)
        return tl::unexpected(data.error());
    if (auto packed = packDataSet(*data, options, out, context.progress, context.stop); !packed)
        return tl::unexpected(packed.error());
    return {};
}

} // namespace transcope::app
