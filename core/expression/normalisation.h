#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/expression/layer.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace transcope::core {

/// The name in files and on the command line: "cpm-selected", "cpm-all", "log1p", "pearson-residuals",
/// "none".
std::string_view name(Normalisation normalisation);
std::optional<Normalisation> normalisationNamed(std::string_view name);
/// The same of a layer that was kept, which may be NotStated.
std::optional<Normalisation> keptNormalisation(std::string_view name);
/// The same for an option's value. Errors: InvalidArgument, which lists the names.
Result<Normalisation> parseNormalisation(const std::string& name);
/// "cpm-selected, cpm-all, log1p, pearson-residuals or none".
std::string normalisationNames();
const std::vector<Normalisation>& allNormalisations();
/// What the values are, for legends: "ln(1 + CPM of the selected genes)".
std::string_view valueLabel(Normalisation normalisation);

/// Turns counts of one section into values of a normalisation; holds what that needs of the whole section.
class Normaliser
{
public:
    /// counts: of all genes. selected: the genes of CpmSelected's denominator, not used otherwise.
    /// Errors: those of reading the counts.
    static Result<Normaliser> of(const Expression& counts, std::span<const int> selected,
                                 Normalisation normalisation);

    Normalisation normalisation() const { return m_normalisation; }
    /// Whether the spot has no counts over the denominator's genes; its values are NaN.
    bool isEmpty(std::size_t spot) const { return !(m_sums[spot] > 0); }
    /// One gene's counts at all spots, in place.
    void apply(std::span<float> gene) const;
    /// One count of a gene with this sum over the section's spots, which PearsonResiduals alone looks at.
    float value(double count, std::size_t spot, double geneSum) const;

private:
    Normaliser(std::vector<double> sums, Normalisation normalisation);
    float pearsonResidual(double count, std::size_t spot, double geneSum) const;

    std::vector<double> m_sums; ///< per spot, over the denominator's genes
    Normalisation m_normalisation;
    double m_total = 0; ///< over spots
    double m_limit = 0; ///< of residuals: √(spots that are not empty)
};

/// How deep each spot was sequenced: ln(1 + its count over all genes); NaN where it has none. What a gene's
/// correlation may be owed to without anything being known of the gene. Errors: those of reading `counts`.
Result<std::vector<float>> depths(const Expression& counts);

/// Normalised expression of chosen genes.
struct Normalised
{
    ExpressionMatrix values;     ///< spots × columns; rows of emptySpots are NaN
    std::vector<int> emptySpots; ///< spots whose sum over the denominator's genes is not > 0, ascending
};

/// The preparation of docs/evaluation.md. counts: spots × all genes, ≥ 0 and finite. columns: the chosen
/// genes, indices into counts' genes. The denominator is the sum over the chosen genes (CpmSelected) or over
/// all (the others; Log1p and None use it only to tell empty spots). PearsonResiduals: the analytic residuals
/// (x − μ) / √(μ + μ² / 100) of a negative binomial, μ = spot's sum · gene's sum / sum of all, clipped at
/// ±√spots (Lause, Berens and Kobak, Genome Biology 2021); 0 for a gene without counts. Errors: those of
/// reading `counts`.
Result<Normalised> normalise(const Expression& counts, std::span<const int> columns,
                             Normalisation normalisation);

} // namespace transcope::core
