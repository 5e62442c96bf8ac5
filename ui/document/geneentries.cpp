#include "ui/document/geneentries.h"

#include "core/expression/genematching.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

GeneEntry entryOf(const core::Gene& gene)
{
    GeneEntry entry;
    entry.symbol = QString::fromStdString(gene.symbol);
    entry.id = QString::fromStdString(gene.id);
    return entry;
}

/// Appends the predicted genes and marks the measured columns that they take.
void appendPredicted(std::vector<GeneEntry>& entries, const core::Layer& layer, const OpenLayer* measured,
                     std::vector<bool>& taken)
{
    std::vector<int> columns(layer.genes.size(), -1);
    if (measured != nullptr)
        columns = core::matchGenes(layer.genes, measured->layer->genes).columns;
    for (std::size_t gene = 0; gene < layer.genes.size(); ++gene) {
        auto entry = entryOf(layer.genes[gene]);
        entry.predicted = true;
        entry.measured = columns[gene] >= 0;
        if (entry.measured)
            taken[static_cast<std::size_t>(columns[gene])] = true;
        if (gene < layer.heldOutScore.size())
            entry.heldOut = layer.heldOutScore[gene];
        entries.push_back(std::move(entry));
    }
}

} // namespace

std::vector<GeneEntry> geneEntries(const OpenLayer* measured, const OpenLayer* prediction,
                                   const core::LayerComparison* comparison,
                                   const std::vector<core::NamedGenes>& lists)
{
    if (measured == nullptr && prediction == nullptr)
        return {};
    std::vector<GeneEntry> entries;
    const auto add = [&](GeneEntry::Kind kind, const std::string& name) -> GeneEntry& {
        entries.push_back({});
        entries.back().kind = kind;
        entries.back().symbol = QString::fromStdString(name);
        return entries.back();
    };
    add(GeneEntry::Kind::PcaFirst, {});
    add(GeneEntry::Kind::PcaRgb, {});
    if (measured != nullptr && measured->layer->observations)
        for (const auto& column : *measured->layer->observations)
            add(GeneEntry::Kind::Observation, column.name);
    for (const auto& list : lists) {
        auto& genes = add(GeneEntry::Kind::GeneMean, list.name).genes;
        for (const auto& gene : list.genes)
            genes.push_back(gene.name());
    }
    std::vector<bool> taken(measured != nullptr ? measured->layer->genes.size() : 0, false);
    if (prediction != nullptr)
        appendPredicted(entries, *prediction->layer, measured, taken);
    for (std::size_t column = 0; column < taken.size(); ++column) {
        if (taken[column])
            continue;
        auto entry = entryOf(measured->layer->genes[column]);
        entry.measured = true;
        entries.push_back(std::move(entry));
    }
    const auto scores = scoresHere(entries, comparison);
    for (std::size_t row = 0; row < entries.size(); ++row) {
        entries[row].here = scores.here[row];
        entries[row].beyondDepth = scores.beyondDepth[row];
    }
    return entries;
}

core::MapRecipe recipeOf(const GeneEntry& entry)
{
    if (entry.kind == GeneEntry::Kind::Gene)
        return core::geneRecipe(entry.name().toStdString());
    if (entry.kind == GeneEntry::Kind::GeneMean)
        return {entry.kind, entry.genes, {}, {}, entry.symbol.toStdString()};
    return {entry.kind, {}, {}, entry.symbol.toStdString()};
}

GeneScores scoresHere(const std::vector<GeneEntry>& entries, const core::LayerComparison* comparison)
{
    const std::vector<double> unknown(entries.size(), NAN);
    GeneScores scores{unknown, unknown};
    if (comparison == nullptr)
        return scores;
    std::size_t gene = 0; // predicted genes stand in the list in the layer's order
    for (std::size_t row = 0; row < entries.size(); ++row) {
        if (!entries[row].predicted || gene >= comparison->scores.pccGene.size())
            continue;
        scores.here[row] = comparison->scores.pccGene[gene];
        scores.beyondDepth[row] = comparison->scores.pccGeneBeyondDepth[gene++];
    }
    return scores;
}

} // namespace transcope::ui
