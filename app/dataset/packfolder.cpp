#include "app/dataset/packfolder.h"

#include "app/dataset/dataset.h"
#include "app/dataset/packfeatures.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genelistfile.h"
#include "core/expression/genematching.h"
#include "core/expression/geneselection.h"
#include "core/expression/normalisation.h"
#include "core/predict/patchextractor.h"
#include "core/predict/sectionslide.h"
#include "core/spots/spotids.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace transcope::app {

using namespace core;

namespace {

constexpr int SelectPerSection = 1500; // The selection of docs/evaluation.md
constexpr int SelectGenes = 250;
constexpr int SpotsPerRead = 16;

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
            training.push_back({data.sections[s].counts.get(), &data.sections[s].genes});
    auto genes = selectGenes(training, SelectGenes, SelectPerSection);
    if (genes && genes->empty())
        return fail(ErrorCode::BadInput,
                    data.folder.string() + ": the training sections have no genes in common",
                    "Give a list with --genes");
    return genes;
}

/// Error when two genes of a list are one in a section, named by symbol and by id.
Result<void> checkDifferent(const GeneList& genes, const GeneMatches& matches, const Section& section)
{
    std::map<int, std::size_t> firstOf;
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (matches.columns[g] < 0)
            continue;
        const auto [first, isNew] = firstOf.emplace(matches.columns[g], g);
        if (!isNew)
            return fail(ErrorCode::BadInput,
                        genes[first->second].name() + " and " + genes[g].name() +
                            " are the same gene in section " + section.name,
                        "Keep one of them in the list");
    }
    return {};
}

/// The genes that every section measures; the others with a note.
Result<GeneList> measuredGenes(DataSet& data, GeneList genes)
{
    for (const Section& section : data.sections) {
        const GeneMatches matches = matchGenes(genes, section.genes);
        TRY_RUN(checkDifferent(genes, matches, section));
        if (matches.missing.empty())
            continue;
        data.notes.push_back(section.name + ": " + std::to_string(matches.missing.size()) + " of " +
                             std::to_string(genes.size()) +
                             " genes are not measured and were left out of all sections: " +
                             namesForMessage(genes, matches.missing));
        if (matches.missing.size() == genes.size())
            return fail(ErrorCode::BadInput, data.notes.back(),
                        "Check that list and sections name genes alike, by symbol or by Ensembl id");
        GeneList measured;
        for (std::size_t g = 0; g < genes.size(); ++g)
            if (matches.columns[g] >= 0)
                measured.push_back(std::move(genes[g]));
        genes = std::move(measured);
    }
    return genes;
}

/// Spots × genes, row by row.
struct SpotTables
{
    std::vector<float> labels, counts;
};

/// Normalises one section, which measures all the genes, and drops its empty spots and those in `outside`
/// (ascending), in place; appends to the tables, and depths and places to the header.
/// Errors: those of reading its counts.
Result<void> label(Section& section, const std::vector<int>& outside, model::PackHeader& header,
                   SpotTables& tables, std::vector<std::string>& notes)
{
    const std::vector<int> columns = matchGenes(header.genes, section.genes).columns;
    TRY(const auto normalised, normalise(*section.counts, columns, header.normalisation));
    TRY(const auto counts, columnsOf(*section.counts, columns));
    TRY(const auto depth, depths(*section.counts));
    const auto among = [](const std::vector<int>& indices, std::size_t s) {
        return std::binary_search(indices.begin(), indices.end(), static_cast<int>(s));
    };
    std::vector<Spot> kept;
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        if (among(normalised.emptySpots, s) || among(outside, s))
            continue;
        kept.push_back(section.spots.spots[s]);
        header.depth.push_back(depth[s]);
        header.places.push_back({kept.back().arrayRow, kept.back().arrayCol});
        for (const auto& [values, table] :
             {std::pair(&normalised.values, &tables.labels), std::pair(&counts, &tables.counts)}) {
            const auto row = values->spot(s);
            table->insert(table->end(), row.begin(), row.end());
        }
    }
    if (!normalised.emptySpots.empty())
        notes.push_back(section.name + ": " + std::to_string(normalised.emptySpots.size()) + " of " +
                        std::to_string(section.spots.size()) +
                        " spots have no counts of these genes and were left out: " +
                        idsForMessage(section.spots, normalised.emptySpots));
    section.spots.spots = std::move(kept);
    return {};
}

/// The sections' pictures, in their order.
Result<std::vector<SectionSlide>> openImages(DataSet& data, const ProgressFn& progress, std::stop_token stop)
{
    std::vector<SectionSlide> slides;
    for (const Section& section : data.sections) {
        TRY(auto slide, openSectionSlide(*section.image, section.spots, progress, stop));
        if (!slide.note.empty())
            data.notes.push_back(section.name + ": " + slide.note);
        slides.push_back(std::move(slide));
    }
    return slides;
}

Result<void> cut(const SpotTable& spots, const SectionSlide& section, const PatchSpec& spec,
                 model::PackWriter& writer, ProgressMeter& meter, std::stop_token stop)
{
    PatchExtractor extractor(section.slide, spec, section.umPerPx);
    const auto pixels = static_cast<std::size_t>(spec.sizePx) * static_cast<std::size_t>(spec.sizePx) * 3;
    std::vector<std::uint8_t> one(spec.downsamples.size() * pixels);
    for (int first = 0; first < static_cast<int>(spots.size()); first += SpotsPerRead) {
        std::vector<int> indices(
            static_cast<std::size_t>(std::min<int>(SpotsPerRead, static_cast<int>(spots.size()) - first)));
        std::iota(indices.begin(), indices.end(), first);
        TRY(const auto batch, extractor.extract(spots, indices, stop));
        for (std::size_t i = 0; i < indices.size(); ++i) {
            for (std::size_t level = 0; level < spec.downsamples.size(); ++level)
                std::copy_n(batch.levels[level].begin() + static_cast<std::ptrdiff_t>(i * pixels), pixels,
                            one.begin() + static_cast<std::ptrdiff_t>(level * pixels));
            TRY_RUN(writer.append(one));
        }
        meter.advance(static_cast<std::int64_t>(indices.size()));
    }
    return {};
}

/// The features of all sections, where there are to be any.
Result<void> addFeatures(const DataSet& data, const std::vector<SectionSlide>& slides,
                         std::optional<FeaturePacking>& features, model::PackWriter& writer,
                         std::int64_t spots, const ProgressFn& progress, const std::stop_token& stop)
{
    if (!features)
        return {};
    ProgressMeter meter(progress, "making features", spots);
    for (std::size_t s = 0; s < slides.size(); ++s)
        TRY_RUN(features->addSection(data.sections[s].spots, slides[s], writer, meter, stop));
    return features->finish(writer);
}

std::string originOf(const DataSet& data)
{
    std::string names;
    for (const Section& s : data.sections)
        names += (names.empty() ? "" : ", ") + s.name;
    return std::to_string(data.sections.size()) + " sections of " + data.folder.filename().string() + ": " +
           names;
}

Result<model::Split> splitOf(const model::PackHeader& header, const PackOptions& options)
{
    const auto wanted = model::splitNamed(options.split, options.seed);
    return wanted ? model::makeSplit(header, *wanted) : tl::unexpected(wanted.error());
}

/// Sections, split and genes: what needs no picture, so that a wrong option shows at once.
Result<Packed> describe(DataSet& data, const PackOptions& options)
{
    TRY(const auto normalisation, parseNormalisation(options.normalisation));
    Packed packed;
    packed.header.sections = layOut(data);
    TRY(auto split, splitOf(packed.header, options));
    auto genes = chooseGenes(data, split, options.genes);
    if (genes)
        genes = measuredGenes(data, std::move(*genes));
    if (!genes)
        return tl::unexpected(genes.error());
    packed.split = std::move(split);
    packed.header.genes = std::move(*genes);
    packed.header.normalisation = normalisation;
    packed.header.origin = originOf(data);
    packed.header.patches.sizePx = options.sizePx;
    packed.header.patches.downsamples.clear();
    for (const int level : options.levels)
        packed.header.patches.downsamples.push_back(1 << level);
    return packed;
}

/// Drops the spots that cannot be used from `data`, and with them from sections and split; gives the labels
/// and counts of the others. slides: per section.
Result<SpotTables> dropAndLabel(DataSet& data, const std::vector<SectionSlide>& slides,
                                const PackOptions& options, Packed& packed)
{
    SpotTables tables;
    for (std::size_t s = 0; s < slides.size(); ++s)
        TRY_RUN(label(data.sections[s], slides[s].spotsOutside, packed.header, tables, data.notes));
    packed.header.sections = layOut(data);
    TRY(auto split, splitOf(packed.header, options));
    packed.split = std::move(split);
    return tables;
}

} // namespace

Result<Packed> packFolder(const std::filesystem::path& folder, const PackOptions& options,
                          const std::filesystem::path& out, const ProgressFn& progress, std::stop_token stop)
{
    TRY(auto data, openDataSet(folder, stop));
    auto packed = describe(data, options);
    if (!packed)
        return packed;
    std::optional<FeaturePacking> features;
    if (options.features) {
        TRY(features, FeaturePacking::of(*options.features));
        packed->header.features = features->description();
    }
    TRY(const auto slides, openImages(data, progress, stop));
    packed->header.patches.umPerPx = options.umPerPx ? options.umPerPx : commonUmPerPx(slides);
    packed->header.hasCounts = true;
    TRY(const auto tables, dropAndLabel(data, slides, options, *packed));
    TRY(auto writer, model::PackWriter::create(out, packed->header, tables.labels, tables.counts));
    ProgressMeter meter(progress, "cutting patches", packed->header.spots());
    for (std::size_t s = 0; s < slides.size(); ++s)
        TRY_RUN(cut(data.sections[s].spots, slides[s], packed->header.patches, *writer, meter, stop));
    TRY_RUN(addFeatures(data, slides, features, *writer, packed->header.spots(), progress, stop));
    TRY(const auto bytes, writer->finish());
    packed->bytes = bytes;
    packed->notes = std::move(data.notes);
    return packed;
}

} // namespace transcope::app
