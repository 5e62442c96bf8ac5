#include "core/expression/genelistfile.h"

#include "core/base/filewait.h"
#include "core/base/resources.h"
#include "core/expression/genematching.h"

#include <fstream>
#include <unordered_map>

namespace transcope::core {

namespace {

std::string trimmed(const std::string& line)
{
    const auto first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos)
        return {};
    return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

Result<GeneList> readGeneList(const std::filesystem::path& given)
{
    std::error_code ignored; // what cannot be looked at is not there
    const auto bundled = bundledGeneList(given.string());
    const auto path = bundled.empty() || std::filesystem::exists(given, ignored) ? given : bundled;
    const FileWait wait(path);
    std::ifstream file;
    if (std::filesystem::is_regular_file(path, ignored)) // a pipe would be waited for
        file.open(path);
    if (!file.is_open())
        return fail(ErrorCode::NotFound, path.string() + ": the gene list cannot be opened",
                    "Check the path, or name one that comes with Transcope: her2st, cscc or hbc");
    GeneList genes;
    std::unordered_map<std::string, int> lineOfKey;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const std::string name = trimmed(line);
        if (name.empty() || name.front() == '#')
            continue;
        const auto where = path.string() + ", line " + std::to_string(number) + ": ";
        if (name.find_first_of(" \t,;") != std::string::npos)
            return fail(ErrorCode::BadInput,
                        where + "expected one gene name, found \"" + name.substr(0, 60) + "\"",
                        "Write one gene symbol or Ensembl id a line");
        genes.push_back(geneFromName(name));
        const auto [first, isNew] = lineOfKey.emplace(geneKey(genes.back()), number);
        if (!isNew)
            return fail(ErrorCode::BadInput,
                        where + "gene " + name + " is already on line " + std::to_string(first->second),
                        "Remove one of the two");
    }
    if (genes.empty())
        return fail(ErrorCode::BadInput, path.string() + ": the gene list is empty",
                    "Write one gene symbol or Ensembl id a line");
    return genes;
}

} // namespace transcope::core
