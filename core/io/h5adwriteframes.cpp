#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/rowpart.h"
#include "core/io/h5adwriteparts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace transcope::core {

namespace {

/// Columns of obs that X's run gave; their names go to `order`.
Result<void> writePerSpot(H5Writer& writer, const std::vector<const Layer*>& layers,
                          std::vector<std::string>& order)
{
    for (const auto* layer : layers) {
        if (!isPerSpot(*layer) || !isPartOf(layer->provenance, layers.front()->provenance))
            continue;
        for (std::size_t column = 0; column < layer->genes.size(); ++column) {
            TRY(const auto values, layer->values->gene(column));
            writer.floats("obs/" + layer->genes[column].symbol, values);
            order.push_back(layer->genes[column].symbol);
        }
    }
    return {};
}

/// What a file said of the spots, of the first layer that has it. order: names that are there already.
void writeObservations(H5Writer& writer, const std::vector<const Layer*>& layers,
                       std::vector<std::string>& order)
{
    const auto with =
        std::ranges::find_if(layers, [](const Layer* layer) { return layer->observations != nullptr; });
    for (const auto& column : with != layers.end() ? *(*with)->observations : Observations{}) {
        const auto name = safeName(column.name);
        if (std::ranges::find(order, name) != order.end())
            continue;
        order.push_back(name);
        if (column.isCategorical())
            writer.categorical("obs/" + name, column.categories, column.codes);
        else
            writer.floats("obs/" + name, column.numbers);
    }
}

/// Per gene what the shares of X's levels lack to X: its mean over the spots that have values, between which
/// it differs by rounding alone. Empty where there are no shares.
Result<std::vector<float>> biasOf(const std::vector<const Layer*>& layers, const GeneList& genes)
{
    std::vector<const Layer*> shares;
    for (const auto* layer : layers)
        if (isPartOf(layer->provenance, layers.front()->provenance) &&
            layer->provenance.part.starts_with(partname::Level))
            shares.push_back(layer);
    if (shares.empty())
        return std::vector<float>();
    std::vector<float> bias(genes.size(), std::numeric_limits<float>::quiet_NaN());
    const std::size_t known = std::min(genes.size(), layers.front()->genes.size());
    for (std::size_t gene = 0; gene < known; ++gene) {
        TRY(const auto whole, layers.front()->values->gene(gene));
        std::vector<double> lacking(whole.begin(), whole.end());
        for (const auto* share : shares) {
            TRY(const auto values, share->values->gene(gene));
            for (std::size_t spot = 0; spot < lacking.size(); ++spot)
                lacking[spot] -= static_cast<double>(values[spot]);
        }
        std::erase_if(lacking, [](double value) { return std::isnan(value); });
        bias[gene] = static_cast<float>(std::accumulate(lacking.begin(), lacking.end(), 0.0) /
                                        static_cast<double>(lacking.size()));
    }
    return bias;
}

} // namespace

Result<void> writeObs(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers)
{
    const Layer& first = *layers.front();
    std::vector<std::string> ids;
    std::vector<std::int64_t> rows, columns;
    for (const auto& spot : spots.spots) {
        ids.push_back(spot.id);
        rows.push_back(spot.arrayRow);
        columns.push_back(spot.arrayCol);
    }
    std::vector<std::string> order = {"in_tissue", "array_row", "array_col"};
    writer.group("obs", "dataframe", "0.2.0");
    writer.textAttribute("obs", "_index", "_index");
    writer.texts("obs/_index", ids);
    writer.integers("obs/in_tissue", std::vector<std::int64_t>(ids.size(), 1));
    writer.integers("obs/array_row", rows);
    writer.integers("obs/array_col", columns);
    if (first.padded.size() == spots.size()) {
        writer.flags("obs/padded", first.padded);
        order.emplace_back("padded");
    }
    TRY_RUN(writePerSpot(writer, layers, order));
    writeObservations(writer, layers, order);
    writer.textListAttribute("obs", "column-order", order);
    return {};
}

Result<void> writeVar(H5Writer& writer, const GeneList& genes, const std::vector<const Layer*>& layers,
                      const std::vector<GeneFlags>& geneFlags)
{
    const Layer& first = *layers.front();
    std::vector<std::string> symbols, ids;
    for (const auto& gene : genes) {
        symbols.push_back(gene.symbol);
        ids.push_back(gene.id);
    }
    std::vector<std::string> order = {"symbol", "gene_ids"};
    writer.group("var", "dataframe", "0.2.0");
    writer.textAttribute("var", "_index", "_index");
    writer.texts("var/_index", uniqueNames(genes));
    writer.texts("var/symbol", symbols);
    writer.texts("var/gene_ids", ids);
    if (!first.heldOutScore.empty()) {
        std::vector<float> scores(genes.size(), std::numeric_limits<float>::quiet_NaN());
        std::copy_n(first.heldOutScore.begin(), std::min(scores.size(), first.heldOutScore.size()),
                    scores.begin());
        writer.floats("var/held_out_pearson", scores);
        order.emplace_back("held_out_pearson");
    }
    for (const GeneFlags& column : geneFlags) {
        std::vector<std::uint8_t> flags = column.values;
        flags.resize(genes.size()); // genes that only other layers have
        writer.flags("var/" + column.name, flags);
        order.push_back(column.name);
    }
    TRY(const auto bias, biasOf(layers, genes));
    if (!bias.empty()) {
        writer.floats("var/bias", bias);
        order.emplace_back("bias");
    }
    writer.textListAttribute("var", "column-order", order);
    return {};
}

} // namespace transcope::core
