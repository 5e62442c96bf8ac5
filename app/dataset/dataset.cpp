#include "app/dataset/dataset.h"

#include "core/base/try.h"
#include "core/io/sectionfolder.h"

namespace transcope::app {

using namespace core;

Result<DataSet> openDataSet(const std::filesystem::path& folder, std::stop_token stop)
{
    TRY(auto all, openSectionFolder(folder, stop));
    DataSet data{folder, {}, std::move(all.notes)};
    for (Section& section : all.sections) {
        if (!section.image) {
            data.notes.push_back(section.name + ": no image lies beside it, so it was left out");
            continue;
        }
        for (const std::string& note : section.notes)
            data.notes.push_back(section.name + ": " + note);
        data.sections.push_back(std::move(section));
    }
    if (data.sections.empty())
        return fail(ErrorCode::NotFound, folder.string() + ": no sections with images in this folder",
                    "Put each section's picture beside its counts, under the section's name");
    return data;
}

} // namespace transcope::app
