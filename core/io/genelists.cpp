#include "core/io/genelists.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/io/textfile.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

// MSigDB as a whole: 35,000 sets of 4 million genes in 28 MB (2023); every bound is for one file.
constexpr std::size_t MostBytes = std::size_t{64} << 20;
constexpr std::size_t MostLists = 100'000;
constexpr std::size_t MostGenes = 4'000'000;
constexpr std::size_t LongestGeneName = 200; // bytes; "__ambiguous[A+B+…]" of HTSeq is one name

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

std::string_view withoutQuotes(std::string_view cell)
{
    const bool quoted =
        cell.size() >= 2 && cell.front() == cell.back() && (cell[0] == '"' || cell[0] == '\'');
    return quoted ? trimmed(cell.substr(1, cell.size() - 2)) : cell;
}

/// What stands before the first of `separators`; removed from `rest` with the separator.
std::string_view takeCell(std::string_view& rest, const char* separators)
{
    const auto end = std::min(rest.find_first_of(separators), rest.size());
    const auto cell = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return trimmed(cell);
}

/// One file on its way into lists.
class Lists
{
public:
    explicit Lists(const fs::path& path) : m_path(path) {}

    Result<std::vector<NamedGenes>> readGmt(std::string_view text)
    {
        TRY_RUN(eachLine(text, [this](std::string_view line) { return addSet(line); }));
        if (m_lists.empty())
            return fail(ErrorCode::BadInput, m_path.string() + ": no gene list in it", Gmt);
        return std::move(m_lists);
    }

    Result<std::vector<NamedGenes>> readPlain(std::string_view text)
    {
        auto name = m_path.stem();
        if (lowered(m_path.extension().string()) == ".gz")
            name = name.stem();
        begin(name.string(), {});
        TRY_RUN(eachLine(text, [this](std::string_view line) {
            return line.front() == '#' ? Result<void>() : addGenes(line, ",;\t", Plain);
        }));
        if (m_lists.back().genes.empty())
            return fail(ErrorCode::BadInput, m_path.string() + ": no gene in it", Plain);
        return std::move(m_lists);
    }

private:
    static constexpr const char* Plain =
        "Write one gene symbol or Ensembl id a line, or put commas or tabs between them";
    static constexpr const char* Gmt =
        "Write a line of GMT as name, description and genes with tabs between them";

    template <class Function> Result<void> eachLine(std::string_view text, const Function& take)
    {
        for (m_line = 1; !text.empty(); ++m_line)
            if (const auto line = takeCell(text, "\n"); !line.empty())
                TRY_RUN(take(line));
        return {};
    }

    void begin(std::string name, std::string description)
    {
        m_lists.push_back({std::move(name), std::move(description), {}, 0});
        m_keys = {}; // clear() would go over all that the longest list needed
    }

    Result<void> addSet(std::string_view line)
    {
        const auto name = takeCell(line, "\t"), description = takeCell(line, "\t");
        if (name.empty())
            return failHere("the list has no name", Gmt);
        const auto [first, isNew] = m_lineOfName.emplace(name, m_line);
        if (!isNew)
            return failHere("a list called " + shown(name) + " is already on line " +
                                std::to_string(first->second),
                            "Rename one of the two");
        if (m_lists.size() == MostLists)
            return failHere("more than 100,000 lists", "Split the file");
        begin(std::string(name), std::string(description));
        TRY_RUN(addGenes(line, "\t", Gmt));
        return m_lists.back().genes.empty() ? failHere("list " + shown(name) + " has no genes", Gmt)
                                            : Result<void>();
    }

    Result<void> addGenes(std::string_view line, const char* separators, const char* whatToDo)
    {
        while (!line.empty())
            if (const auto cell = withoutQuotes(takeCell(line, separators)); !cell.empty())
                TRY_RUN(addGene(cell, whatToDo));
        return {};
    }

    Result<void> addGene(std::string_view name, const char* whatToDo)
    {
        const auto cannotBeInIt = [](unsigned char c) { return c <= ' ' || c == 0x7F; };
        if (name.size() > LongestGeneName || std::any_of(name.begin(), name.end(), cannotBeInIt))
            return failHere("expected the name of a gene, found " + shown(name), whatToDo);
        auto& list = m_lists.back();
        auto gene = geneFromName(std::string(name));
        if (!m_keys.insert(geneKey(gene)).second) {
            ++list.repeated;
            return {};
        }
        if (m_genes++ == MostGenes)
            return failHere("more than 4,000,000 genes", "Split the file");
        list.genes.push_back(std::move(gene));
        return {};
    }

    static std::string shown(std::string_view name) { return '"' + std::string(name.substr(0, 60)) + '"'; }

    tl::unexpected<Error> failHere(const std::string& what, const char* whatToDo) const
    {
        return fail(ErrorCode::BadInput, m_path.string() + ", line " + std::to_string(m_line) + ": " + what,
                    whatToDo);
    }

    fs::path m_path;
    std::vector<NamedGenes> m_lists;
    std::unordered_map<std::string, int> m_lineOfName;
    std::unordered_set<std::string> m_keys; ///< of the last list's genes
    std::size_t m_genes = 0;                ///< in all lists
    int m_line = 0;
};

} // namespace

bool isGmtName(const fs::path& path)
{
    const auto name = lowered(path.filename().string());
    return name.ends_with(".gmt") || name.ends_with(".gmt.gz");
}

Result<std::vector<NamedGenes>> readGeneLists(const fs::path& path)
{
    TRY(const auto text, readTextFile(path, MostBytes));
    Lists lists(path);
    return isGmtName(path) ? lists.readGmt(text) : lists.readPlain(text);
}

Result<void> writeGmt(const fs::path& path, const std::vector<NamedGenes>& lists)
{
    const auto cell = [](std::string text) {
        std::ranges::replace_if(
            text, [](unsigned char c) { return c < ' '; }, ' ');
        return text;
    };
    std::string text;
    for (const auto& list : lists) {
        text += cell(list.name) + '\t' + cell(list.description);
        for (const auto& gene : list.genes)
            text += '\t' + cell(gene.name());
        text += '\n';
    }
    return writeTextAtomically(path, text);
}

} // namespace transcope::core
