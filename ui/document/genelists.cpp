#include "ui/document/genelists.h"

#include "ui/document/appsettings.h"
#include "ui/document/paths.h"

#include <algorithm>

namespace transcope::ui {

GeneLists::GeneLists(const AppSettings* settings, QObject* parent)
    : QObject(parent), m_file(toPath(settings->geneListsFile()))
{
    std::error_code ignored;
    if (!std::filesystem::exists(m_file, ignored))
        return;
    auto kept = core::readGeneLists(m_file);
    if (kept)
        m_lists = std::move(*kept);
    else
        m_problem = QString::fromStdString(kept.error().text());
}

void GeneLists::importFile(const QString& file)
{
    m_importing.start(
        [path = toPath(file)](const core::ProgressFn&, std::stop_token) { return core::readGeneLists(path); },
        [this, file](core::Result<std::vector<core::NamedGenes>> lists) {
            if (!lists) {
                emit failed(QString::fromStdString(lists.error().text()));
                return;
            }
            const int count = static_cast<int>(lists->size());
            for (auto& list : *lists) {
                list.name = freeName(list.name);
                m_lists.push_back(std::move(list));
            }
            keep();
            emit imported(count, file);
        });
}

void GeneLists::add(const QString& name, core::GeneList genes)
{
    m_lists.push_back({freeName(name.toStdString()), {}, std::move(genes), 0});
    keep();
}

void GeneLists::rename(const QString& name, const QString& newName)
{
    const auto list = find(name);
    if (list == m_lists.end() || newName.isEmpty() || newName == name)
        return;
    list->name = freeName(newName.toStdString());
    keep();
}

void GeneLists::remove(const QString& name)
{
    const auto list = find(name);
    if (list == m_lists.end())
        return;
    m_lists.erase(list);
    keep();
}

std::string GeneLists::freeName(const std::string& wanted) const
{
    std::string name = wanted;
    for (int number = 2; std::ranges::find(m_lists, name, &core::NamedGenes::name) != m_lists.end(); ++number)
        name = wanted + " (" + std::to_string(number) + ")";
    return name;
}

std::vector<core::NamedGenes>::iterator GeneLists::find(const QString& name)
{
    return std::ranges::find(m_lists, name.toStdString(), &core::NamedGenes::name);
}

void GeneLists::keep()
{
    emit changed();
    if (!m_problem.isEmpty()) {
        emit failed(m_problem);
        return;
    }
    std::error_code ignored;
    std::filesystem::create_directories(m_file.parent_path(), ignored);
    if (m_lists.empty()) { // no list is no GMT file
        std::filesystem::remove(m_file, ignored);
        return;
    }
    if (const auto written = core::writeGmt(m_file, m_lists); !written)
        emit failed(QString::fromStdString(written.error().text()));
}

} // namespace transcope::ui
