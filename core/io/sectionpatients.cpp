#include "core/io/sectionpatients.h"

#include "core/base/try.h"
#include "core/io/tablereader.h"

#include <algorithm>

namespace transcope::core {

namespace {

Result<std::size_t> columnOf(const TableReader& reader, std::string_view name)
{
    const auto& cells = reader.cells();
    const auto it = std::find(cells.begin(), cells.end(), name);
    if (it == cells.end())
        return fail(ErrorCode::BadInput, reader.where() + ": no column \"" + std::string(name) + "\"",
                    "Let the first line be section,patient");
    return static_cast<std::size_t>(it - cells.begin());
}

} // namespace

Result<std::map<std::string, std::string>> readSectionPatients(const std::filesystem::path& file)
{
    TRY(auto reader, TableReader::open(file));
    reader.next();
    const auto section = columnOf(reader, "section"), patient = columnOf(reader, "patient");
    if (!section || !patient)
        return tl::unexpected(section ? patient.error() : section.error());
    const std::size_t columns = reader.cells().size();
    std::map<std::string, std::string> patients;
    DuplicateCheck seen;
    while (reader.next()) {
        TRY_RUN(checkCellCount(reader, columns));
        const std::string name(reader.cells()[*section]), whose(reader.cells()[*patient]);
        if (name.empty() || whose.empty())
            return fail(ErrorCode::BadInput,
                        reader.where() + ": the " + (name.empty() ? "section" : "patient") + " is empty",
                        "Write one section's name and its patient per line");
        if (const auto first = seen.seenBefore(name, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": section " + name + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
        patients[name] = whose;
    }
    return patients;
}

} // namespace transcope::core
