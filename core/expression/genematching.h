#pragma once

#include "core/expression/gene.h"

#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// Whether the text is an Ensembl gene id such as "ENSG00000108654", "ENSMUSG00000064339.1": "ENS", letters
/// of a species, "G", at least six digits, and perhaps a version.
bool isEnsemblId(std::string_view text);

/// The id without ".N" at its end: "ENSG00000108654.12" → "ENSG00000108654".
std::string_view withoutVersion(std::string_view ensemblId);

/// A gene from the single name that a list or a column header gives: an Ensembl id becomes the id, anything
/// else (HBC's "__ambiguous[…+…]" too) the symbol.
Gene geneFromName(std::string name);
GeneList genesFromNames(const std::vector<std::string>& names);

/// What tells two genes apart: the id without version, or the symbol where there is no id.
std::string geneKey(const Gene& gene);

/// Where wanted genes lie in another list.
struct GeneMatches
{
    std::vector<int> columns; ///< per wanted gene: index into the available list, -1 where it does not match
    std::vector<int> missing; ///< indices of the wanted genes that do not match, ascending

    /// The columns that did match, in the wanted order.
    std::vector<int> found() const;
};

/// Matches by Ensembl id (version ignored) and, where that fails, by symbol; case matters, since it tells
/// human from mouse symbols. Where a name occurs more than once in `available`, the first is taken.
GeneMatches matchGenes(const GeneList& wanted, const GeneList& available);

/// Index of the gene that a person names by symbol or id; -1 where there is none.
int findGene(const GeneList& genes, const std::string& name);

/// One name per gene, all different as long as the genes are: the symbol, or the id where another gene has
/// the symbol too.
std::vector<std::string> uniqueNames(const GeneList& genes);

/// "A, B, C and 12 more" for messages about the genes at `indices`. atMost: names spelled out.
std::string namesForMessage(const GeneList& genes, const std::vector<int>& indices, std::size_t atMost = 10);

} // namespace transcope::core
