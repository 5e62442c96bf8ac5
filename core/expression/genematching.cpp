#include "core/expression/genematching.h"

#include "core/base/namelist.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace transcope::core {

namespace {

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Looks genes up by id without version, then by symbol.
class GeneIndex
{
public:
    explicit GeneIndex(const GeneList& genes)
    {
        for (std::size_t i = 0; i < genes.size(); ++i) {
            if (!genes[i].id.empty())
                m_byId.emplace(withoutVersion(genes[i].id), static_cast<int>(i));
            if (!genes[i].symbol.empty())
                m_bySymbol.emplace(genes[i].symbol, static_cast<int>(i));
        }
    }

    int find(const Gene& gene) const
    {
        if (const auto it = m_byId.find(withoutVersion(gene.id)); !gene.id.empty() && it != m_byId.end())
            return it->second;
        if (const auto it = m_bySymbol.find(gene.symbol); !gene.symbol.empty() && it != m_bySymbol.end())
            return it->second;
        return -1;
    }

private:
    // Views into the list that was given: an index lives only inside one call.
    std::unordered_map<std::string_view, int> m_byId;
    std::unordered_map<std::string_view, int> m_bySymbol;
};

} // namespace

bool isEnsemblId(std::string_view text)
{
    text = withoutVersion(text);
    if (!text.starts_with("ENS"))
        return false;
    const auto firstDigit = std::find_if(text.begin(), text.end(), isDigit);
    const auto letters = text.substr(0, static_cast<std::size_t>(firstDigit - text.begin()));
    const bool upper =
        std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return upper && letters.size() >= 4 && letters.back() == 'G' && text.end() - firstDigit >= 6 &&
           std::all_of(firstDigit, text.end(), isDigit);
}

std::string_view withoutVersion(std::string_view ensemblId)
{
    const auto dot = ensemblId.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == ensemblId.size())
        return ensemblId;
    const auto version = ensemblId.substr(dot + 1);
    return std::all_of(version.begin(), version.end(), isDigit) ? ensemblId.substr(0, dot) : ensemblId;
}

Gene geneFromName(std::string name)
{
    Gene gene;
    (isEnsemblId(name) ? gene.id : gene.symbol) = std::move(name);
    return gene;
}

GeneList genesFromNames(const std::vector<std::string>& names)
{
    GeneList genes;
    genes.reserve(names.size());
    for (const auto& name : names)
        genes.push_back(geneFromName(name));
    return genes;
}

std::string geneKey(const Gene& gene)
{
    return gene.id.empty() ? gene.symbol : std::string(withoutVersion(gene.id));
}

std::vector<int> GeneMatches::found() const
{
    std::vector<int> result;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(result), [](int c) { return c >= 0; });
    return result;
}

GeneMatches matchGenes(const GeneList& wanted, const GeneList& available)
{
    const GeneIndex index(available);
    GeneMatches matches;
    for (const auto& gene : wanted) {
        matches.columns.push_back(index.find(gene));
        if (matches.columns.back() < 0)
            matches.missing.push_back(static_cast<int>(matches.columns.size()) - 1);
    }
    return matches;
}

int findGene(const GeneList& genes, const std::string& name)
{
    return GeneIndex(genes).find(geneFromName(name));
}

std::vector<std::string> uniqueNames(const GeneList& genes)
{
    std::unordered_map<std::string, int> uses;
    for (const auto& gene : genes)
        ++uses[gene.name()];
    std::vector<std::string> names;
    names.reserve(genes.size());
    for (const auto& gene : genes)
        names.push_back(uses[gene.name()] > 1 && !gene.id.empty() ? gene.id : gene.name());
    return names;
}

std::string namesForMessage(const GeneList& genes, const std::vector<int>& indices, std::size_t atMost)
{
    std::vector<std::string> names;
    for (const int index : indices)
        names.push_back(genes[static_cast<std::size_t>(index)].name());
    return nameList(names, atMost);
}

} // namespace transcope::core
