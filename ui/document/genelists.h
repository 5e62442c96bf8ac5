#pragma once

#include "core/io/genelists.h"
#include "ui/document/backgroundjobs.h"

#include <QObject>
#include <QString>

namespace transcope::ui {

class AppSettings;

/// The user's named lists of genes, kept in a GMT file beside the settings. UI thread only.
class GeneLists : public QObject
{
    Q_OBJECT
public:
    /// Reads what was kept.
    explicit GeneLists(const AppSettings* settings, QObject* parent = nullptr);

    const std::vector<core::NamedGenes>& lists() const { return m_lists; }
    /// Why what was kept could not be read; empty: it was. It then stays as it is, and no change is kept.
    const QString& problem() const { return m_problem; }

    /// Of another file, text or GMT; ends in imported() or failed(). A name that is taken gets a number.
    void importFile(const QString& file);
    /// name: likewise.
    void add(const QString& name, core::GeneList genes);
    void rename(const QString& name, const QString& newName);
    void remove(const QString& name);
    bool isBusy() const { return m_importing.isBusy(); }

signals:
    void changed();
    void imported(int lists, const QString& file);
    void failed(const QString& message);

private:
    std::string freeName(const std::string& wanted) const;
    std::vector<core::NamedGenes>::iterator find(const QString& name);
    void keep();

    std::filesystem::path m_file;
    QString m_problem;
    std::vector<core::NamedGenes> m_lists;
    BackgroundJobs m_importing;
};

} // namespace transcope::ui
